package dev.gantry.inventory.flow.variables;

import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.enrol.ChangeHost;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpecRules;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.variables.GroupRepository;
import dev.gantry.kit.http.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Defines, changes and removes groups; hosts that a change reaches are inspected again. */
@ApplicationScoped
public class ChangeGroup {

    private final GroupRepository groups;
    private final HostRepository hosts;
    private final DesiredStateService desiredStates;
    private final ChangePropagation propagation;

    ChangeGroup(
            GroupRepository groups,
            HostRepository hosts,
            DesiredStateService desiredStates,
            ChangePropagation propagation) {
        this.groups = groups;
        this.hosts = hosts;
        this.desiredStates = desiredStates;
        this.propagation = propagation;
    }

    /** How a PUT ended. */
    public record Stored(GroupRepository.Versioned group, ChangeHost.Ending ending) {}

    /** 422 when a child is unknown, the groups would form a circle, or a host's layout would not be possible any more. */
    @Transactional
    public Stored put(Group group, @Nullable String ifMatch, Cause cause) {
        groups.lockTree();
        Optional<GroupRepository.Versioned> known = groups.find(group.name());
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        if (known.isEmpty() && ifMatch != null) {
            throw HostProblems.groupGone(group.name());
        }
        if (known.filter(k -> k.group().equals(group)).isPresent()) {
            return new Stored(known.get(), ChangeHost.Ending.UNCHANGED);
        }
        check(group);
        DesiredStates before = desiredStates.now();
        DesiredStates after = desiredStates.with(List.of(group), groups.site());
        List<Violation> violations = new ArrayList<>();
        propagation
                .newViolations(before, after, Map.of())
                .forEach((host, fresh) -> fresh.forEach(f -> violations.add(f.about("host " + host))));
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("layout-invalid", "Layout not valid", violations);
        }
        long version = groups.store(group);
        propagation.apply(before, after, Map.of(), cause);
        return new Stored(
                new GroupRepository.Versioned(group, version),
                known.isPresent() ? ChangeHost.Ending.CHANGED : ChangeHost.Ending.CREATED);
    }

    /** 409 while a host or a group names it. */
    @Transactional
    public void delete(String name, @Nullable String ifMatch) {
        groups.lockTree();
        GroupRepository.Versioned known = groups.find(name).orElseThrow(() -> HostProblems.groupNotFound(name));
        if (ifMatch != null) {
            EntityTags.require(ifMatch, known.version());
        }
        TreeSet<String> users = new TreeSet<>();
        hosts.all().stream()
                .filter(h -> h.spec().groups().contains(name))
                .map(Host::name)
                .forEach(h -> users.add("host " + h));
        groups.all().stream()
                .filter(g -> g.group().children().contains(name))
                .forEach(g -> users.add("group " + g.group().name()));
        if (name.equals(Group.ALL) && !hosts.all().isEmpty()) {
            users.add("every host");
        }
        if (!users.isEmpty()) {
            throw HostProblems.groupInUse(name, users);
        }
        groups.delete(name);
    }

    private void check(Group group) {
        List<Violation> violations = new ArrayList<>();
        if (!HostSpecRules.isGroupName(group.name())) {
            violations.add(Violation.of(
                    "name", group.name(), "letters, digits, dashes and underscores", "Choose another name."));
        }
        List<Group> all = desiredStates.stored(List.of(group));
        GroupTree tree = new GroupTree(all.stream()
                .map(g -> new Group(g.name(), List.of(), g.variables()))
                .toList());
        group.children().stream()
                .filter(c -> !tree.knows(c))
                .forEach(c -> violations.add(HostSpecRules.unknownGroup("children", c, tree)));
        GroupTree.cycle(all)
                .ifPresent(cycle -> violations.add(Violation.of(
                        "children",
                        String.join(" > ", cycle),
                        "groups without a circle",
                        "Take one of these groups out of the other's children.")));
        if (!violations.isEmpty()) {
            throw HostProblems.invalid("group-invalid", "Group not valid", violations);
        }
    }
}
