package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.Cause;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.Group;
import dev.gantry.inventory.model.GroupTree;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.SpecRules;
import dev.gantry.inventory.store.Groups;
import dev.gantry.inventory.store.Hosts;
import dev.gantry.kit.http.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Defines, changes and removes groups; hosts that a change reaches are looked at again. */
@ApplicationScoped
public class ChangeGroup {

    private final Groups groups;
    private final Hosts hosts;
    private final WishBook book;
    private final Spread spread;

    ChangeGroup(Groups groups, Hosts hosts, WishBook book, Spread spread) {
        this.groups = groups;
        this.hosts = hosts;
        this.book = book;
        this.spread = spread;
    }

    /** How a PUT ended. */
    public record Stored(Groups.Versioned group, ChangeHost.Ending ending) {}

    /** 422 when a child is unknown, the groups would form a circle, or a host's layout would not be possible any more. */
    @Transactional
    public Stored put(Group group, @Nullable String ifMatch, Cause cause) {
        groups.lockTree();
        Optional<Groups.Versioned> known = groups.find(group.name());
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        if (known.isEmpty() && ifMatch != null) {
            throw Refusals.groupGone(group.name());
        }
        if (known.filter(k -> k.group().equals(group)).isPresent()) {
            return new Stored(known.get(), ChangeHost.Ending.UNCHANGED);
        }
        check(group);
        Wishes before = book.now();
        Wishes after = book.with(List.of(group), groups.site());
        List<Flaw> flaws = new ArrayList<>();
        spread.newFlaws(before, after, Map.of())
                .forEach((host, fresh) -> fresh.forEach(f -> flaws.add(f.about("host " + host))));
        if (!flaws.isEmpty()) {
            throw Refusals.invalid("layout-invalid", "Layout not valid", flaws);
        }
        long version = groups.store(group);
        spread.apply(before, after, Map.of(), cause);
        return new Stored(
                new Groups.Versioned(group, version),
                known.isPresent() ? ChangeHost.Ending.CHANGED : ChangeHost.Ending.CREATED);
    }

    /** 409 while a host or a group names it. */
    @Transactional
    public void delete(String name, @Nullable String ifMatch) {
        groups.lockTree();
        Groups.Versioned known = groups.find(name).orElseThrow(() -> Refusals.groupNotFound(name));
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
            throw Refusals.groupInUse(name, users);
        }
        groups.delete(name);
    }

    private void check(Group group) {
        List<Flaw> flaws = new ArrayList<>();
        if (!SpecRules.isGroupName(group.name())) {
            flaws.add(Flaw.of("name", group.name(), "letters, digits, dashes and underscores", "Choose another name."));
        }
        List<Group> all = book.stored(List.of(group));
        GroupTree tree = new GroupTree(all.stream()
                .map(g -> new Group(g.name(), List.of(), g.variables()))
                .toList());
        group.children().stream()
                .filter(c -> !tree.knows(c))
                .forEach(c -> flaws.add(SpecRules.unknownGroup("children", c, tree)));
        GroupTree.cycle(all)
                .ifPresent(cycle -> flaws.add(Flaw.of(
                        "children",
                        String.join(" > ", cycle),
                        "groups without a circle",
                        "Take one of these groups out of the other's children.")));
        if (!flaws.isEmpty()) {
            throw Refusals.invalid("group-invalid", "Group not valid", flaws);
        }
    }
}
