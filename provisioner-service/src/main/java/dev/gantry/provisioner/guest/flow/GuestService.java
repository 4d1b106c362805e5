package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import dev.gantry.provisioner.guest.model.Guest;
import dev.gantry.provisioner.guest.model.GuestSpec;
import dev.gantry.provisioner.guest.model.GuestValidator;
import dev.gantry.provisioner.guest.store.GuestRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in, changes, shows and forgets descriptions of guests. */
@ApplicationScoped
public class GuestService {

    private final GuestRepository guests;
    private final Clock clock;

    GuestService(GuestRepository guests, Clock clock) {
        this.guests = guests;
        this.clock = clock;
    }

    /** A change of a known guest needs its version in {@code ifMatch}. What is the same already stays as it is. */
    @Transactional
    public GuestView put(String name, GuestSpec sent, @Nullable String ifMatch) {
        List<GuestValidator.Flaw> flaws = GuestValidator.flaws(name, sent);
        if (!flaws.isEmpty()) {
            throw Problem.invalid(
                            "guest-invalid",
                            "Guest not valid",
                            flaws.stream()
                                    .map(f -> new Problem.Field(f.path(), f.found(), f.wanted(), f.next()))
                                    .toList())
                    .asException();
        }
        GuestSpec spec = sent.complete();
        Guest stored = guests.locked(name)
                .map(guest -> {
                    EntityTags.require(ifMatch, guest.version());
                    return guest.with(spec, clock.instant());
                })
                .orElseGet(() -> new Guest(name, 1, spec, clock.instant()));
        guests.save(stored);
        return GuestView.of(stored);
    }

    @Transactional
    public GuestView guest(String name) {
        return GuestView.of(known(guests, name));
    }

    @Transactional
    public Page<GuestView> guests(@Nullable String cursor, int limit) {
        String after = cursor == null ? null : Cursor.decode(cursor);
        List<GuestView> found =
                guests.page(after, limit + 1).stream().map(GuestView::of).toList();
        return Page.of(found, limit, guests.count(), GuestView::name);
    }

    /** Its checks go with it. */
    @Transactional
    public void forget(String name) {
        guests.remove(known(guests, name).name());
    }

    static Guest known(GuestRepository guests, String name) {
        return guests.find(name).orElseThrow(() -> notKnown(name));
    }

    private static ProblemException notKnown(String name) {
        return Problem.of(
                        404,
                        "guest-not-found",
                        "Guest not known",
                        "Guest %s is not known; describe it with PUT /v1/guests/%s".formatted(name, name))
                .with("guest", name)
                .asException();
    }
}
