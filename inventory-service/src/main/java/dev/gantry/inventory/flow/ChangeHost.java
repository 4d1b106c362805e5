package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.Cause;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.HostSpec;
import dev.gantry.inventory.model.HostState;
import dev.gantry.inventory.model.SpecRules;
import dev.gantry.inventory.model.WishReading;
import dev.gantry.inventory.store.Groups;
import dev.gantry.inventory.store.Hosts;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what a person says of one host, and lets a retired one go. */
@ApplicationScoped
public class ChangeHost {

    private final Hosts hosts;
    private final Groups groups;
    private final WishBook book;
    private final EnrolHost enrol;

    /** How a PUT ended. */
    public record Stored(Host host, Ending ending) {}

    /** What a PUT did. */
    public enum Ending {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    ChangeHost(Hosts hosts, Groups groups, WishBook book, EnrolHost enrol) {
        this.hosts = hosts;
        this.groups = groups;
        this.book = book;
        this.enrol = enrol;
    }

    /** Enrols or changes a host. 422 when the spec or the layout that follows from it is not possible; nothing is stored then. */
    @Transactional
    public Stored put(String name, HostSpec sent, @Nullable String ifMatch, Cause cause) {
        groups.holdTree();
        Host known = hosts.lock(name).orElse(null);
        HostSpec spec = known == null ? sent : withHostVars(sent, known.spec());
        if (known != null) {
            EntityTags.require(ifMatch, known.version());
            if (known.state() == HostState.RETIRED) {
                throw Refusals.retired(known);
            }
        } else if (ifMatch != null) {
            throw Problem.of(
                            412,
                            "host-not-found",
                            "Host not known",
                            "You sent If-Match, but host %s is not known; leave the header out to enrol it."
                                    .formatted(name))
                    .asException();
        }
        check(name, spec);
        if (known == null) {
            return new Stored(enrol.enrol(name, spec, cause), Ending.CREATED);
        }
        List<String> changed = SpecChange.between(known.spec(), spec);
        return changed.isEmpty()
                ? new Stored(known, Ending.UNCHANGED)
                : new Stored(enrol.change(known, spec, changed, cause), Ending.CHANGED);
    }

    /** Only a retired host can be deleted. */
    @Transactional
    public void delete(String name, @Nullable String ifMatch) {
        Host host = hosts.lock(name).orElseThrow(() -> Refusals.hostNotFound(name));
        if (ifMatch != null) {
            EntityTags.require(ifMatch, host.version());
        }
        if (host.state() != HostState.RETIRED) {
            throw Refusals.notDeletable(host);
        }
        hosts.delete(host);
    }

    private void check(String name, HostSpec spec) {
        Wishes wishes = book.now();
        List<Flaw> flaws = new ArrayList<>();
        if (!SpecRules.isHostName(name)) {
            flaws.add(Flaw.of("name", name, "letters, digits, dots, dashes and underscores", "Choose another name."));
        }
        flaws.addAll(SpecRules.check(spec, wishes.tree()));
        if (!flaws.isEmpty()) {
            throw Refusals.invalid("host-invalid", "Host not valid", flaws);
        }
        WishReading reading = wishes.reading(name, spec);
        if (!reading.flaws().isEmpty()) {
            throw Refusals.layoutInvalid(name, reading.flaws());
        }
    }

    private static HostSpec withHostVars(HostSpec sent, HostSpec known) {
        return new HostSpec(sent.reach(), sent.groups(), sent.own(), known.hostVars(), sent.approval());
    }
}
