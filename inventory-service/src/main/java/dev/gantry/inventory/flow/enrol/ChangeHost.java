package dev.gantry.inventory.flow.enrol;

import dev.gantry.contracts.Topic;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.variables.GroupRepository;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes what a person says of one host, and lets a retired one go. */
@ApplicationScoped
public class ChangeHost {

    private final HostRepository hosts;
    private final GroupRepository groups;
    private final DesiredStateService desiredStates;
    private final EnrolHost enrol;
    private final Outbox outbox;

    /** How a PUT ended; {@code devices} are what the last run left on the host. */
    public record Stored(Host host, HostDevices devices, Ending ending) {}

    /** What a PUT did. */
    public enum Ending {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    ChangeHost(
            HostRepository hosts,
            GroupRepository groups,
            DesiredStateService desiredStates,
            EnrolHost enrol,
            Outbox outbox) {
        this.outbox = outbox;
        this.hosts = hosts;
        this.groups = groups;
        this.desiredStates = desiredStates;
        this.enrol = enrol;
    }

    /** Enrols or changes a host. 422 when the spec or the layout that follows from it is not possible; nothing is stored then. */
    @Transactional
    public Stored put(String name, HostSpec sent, @Nullable String ifMatch, Cause cause) {
        groups.holdTree();
        Host known = hosts.lock(name).orElse(null);
        HostSpec spec = known == null ? sent : withHostVars(sent, known.spec());
        if (known != null) {
            EntityTags.require(ifMatch, known.work().edited());
            if (known.state() == HostState.RETIRED) {
                throw HostProblems.retired(known);
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
            return stored(enrol.enrol(name, spec, cause), Ending.CREATED);
        }
        List<String> changed = SpecDifference.between(known.spec(), spec);
        return changed.isEmpty()
                ? stored(known, Ending.UNCHANGED)
                : stored(enrol.change(known, spec, changed, cause), Ending.CHANGED);
    }

    /** Sets and removes labels; nothing else of the host changes. */
    @Transactional
    public Stored label(String name, Map<String, String> set, List<String> remove, Cause cause) {
        groups.holdTree();
        Host known = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        if (known.state() == HostState.RETIRED) {
            throw HostProblems.retired(known);
        }
        SortedMap<String, String> labels = new TreeMap<>(known.spec().labels());
        remove.forEach(labels::remove);
        labels.putAll(set);
        HostSpec spec = known.spec().labelled(labels, known.spec().metadata());
        List<Violation> violations =
                HostSpecRules.check(spec, desiredStates.now().tree());
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("host-invalid", "Host not valid", violations);
        }
        List<String> changed = SpecDifference.between(known.spec(), spec);
        return changed.isEmpty()
                ? stored(known, Ending.UNCHANGED)
                : stored(enrol.change(known, spec, changed, cause), Ending.CHANGED);
    }

    /** Only a retired host can be deleted. */
    @Transactional
    public void delete(String name, @Nullable String ifMatch) {
        Host host = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        if (ifMatch != null) {
            EntityTags.require(ifMatch, host.work().edited());
        }
        if (host.state() != HostState.RETIRED) {
            throw HostProblems.notDeletable(host);
        }
        hosts.delete(host);
        outbox.tombstone(Topic.HOSTS, name);
    }

    private Stored stored(Host host, Ending ending) {
        return new Stored(host, hosts.devices(host.name()), ending);
    }

    private void check(String name, HostSpec spec) {
        DesiredStates desired = desiredStates.now();
        List<Violation> violations = new ArrayList<>();
        if (!HostSpecRules.isHostName(name)) {
            violations.add(Violation.of(
                    "name", name, "letters, digits, dots, dashes and underscores", "Choose another name."));
        }
        violations.addAll(HostSpecRules.check(spec, desired.tree()));
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("host-invalid", "Host not valid", violations);
        }
        DesiredStateResult reading = desired.reading(name, spec);
        if (!reading.violations().isEmpty()) {
            throw HostProblems.layoutInvalid(name, reading.violations());
        }
    }

    private static HostSpec withHostVars(HostSpec sent, HostSpec known) {
        return new HostSpec(
                sent.reach(),
                sent.groups(),
                sent.own(),
                known.hostVars(),
                sent.approval(),
                sent.labels(),
                sent.metadata());
    }
}
