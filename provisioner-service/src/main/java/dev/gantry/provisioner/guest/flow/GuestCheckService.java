package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import dev.gantry.kit.security.Actor;
import dev.gantry.kit.trace.Ids;
import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.GuestCheck;
import dev.gantry.provisioner.guest.store.GuestCheckRepository;
import dev.gantry.provisioner.guest.store.GuestRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores that a guest is to be checked and wakes its worker; shows the checks. */
@ApplicationScoped
public class GuestCheckService {

    private final GuestRepository guests;
    private final GuestCheckRepository checks;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    GuestCheckService(GuestRepository guests, GuestCheckRepository checks, JobQueue jobs, Actor actor, Clock clock) {
        this.guests = guests;
        this.checks = checks;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public GuestCheckView ask(String guest, CheckMode mode) {
        GuestService.known(guests, guest);
        GuestCheck check = GuestCheck.queued(Ids.next(), guest, mode, actor.name(), clock.instant());
        checks.add(check);
        jobs.enqueue(GuestWorker.KIND, guest, Map.of());
        Log.infof("guest check queued guest=%s checkId=%s mode=%s by=%s", guest, check.id(), mode, check.actor());
        return GuestCheckView.of(check);
    }

    @Transactional
    public GuestCheckView check(UUID id) {
        return checks.find(id).map(GuestCheckView::of).orElseThrow(() -> Problem.of(
                        404, "guest-check-not-found", "Check not known", "There is no guest check " + id)
                .with("check", id.toString())
                .asException());
    }

    /** Newest first. */
    @Transactional
    public Page<GuestCheckView> checks(String guest, @Nullable String cursor, int limit) {
        GuestService.known(guests, guest);
        UUID before = cursor == null ? null : position(cursor);
        List<GuestCheckView> found = checks.page(guest, before, limit + 1).stream()
                .map(GuestCheckView::of)
                .toList();
        return Page.of(found, limit, checks.count(guest), check -> check.id().toString());
    }

    private static UUID position(String cursor) {
        try {
            return UUID.fromString(Cursor.decode(cursor));
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(400, "cursor-malformed", "Cursor not readable", "Send the value of next as it was given.")
                    .asException();
        }
    }
}
