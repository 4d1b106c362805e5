package dev.gantry.inventory.flow;

import dev.gantry.inventory.model.Group;
import dev.gantry.inventory.model.GroupTree;
import dev.gantry.inventory.model.HostSpec;
import dev.gantry.inventory.model.Variables;
import dev.gantry.inventory.store.Groups;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Opens {@link Wishes} with the stored groups, or with others over them. */
@ApplicationScoped
public class WishBook {

    private final Groups groups;

    WishBook(Groups groups) {
        this.groups = groups;
    }

    public Wishes now() {
        return new Wishes(stored(), groups.site());
    }

    /** The groups a host is in, by itself or through their parents; by name, without {@code all}. */
    List<String> memberships(HostSpec spec) {
        return new GroupTree(stored()).memberships(spec.groups());
    }

    /** As it would be with these groups and this site. */
    Wishes with(Collection<Group> changed, Variables site) {
        return new Wishes(stored(changed), site);
    }

    /** All stored groups, with these in place of those of the same name. */
    List<Group> stored(Collection<Group> changed) {
        SortedMap<String, Group> all = new TreeMap<>();
        stored().forEach(g -> all.put(g.name(), g));
        changed.forEach(g -> all.put(g.name(), g));
        return new ArrayList<>(all.values());
    }

    private List<Group> stored() {
        return groups.all().stream().map(Groups.Versioned::group).toList();
    }
}
