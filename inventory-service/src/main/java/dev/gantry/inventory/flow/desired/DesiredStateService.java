package dev.gantry.inventory.flow.desired;

import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.Variables;
import dev.gantry.inventory.store.variables.GroupRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens {@link DesiredStates} with the stored groups, or with others over them. */
@ApplicationScoped
public class DesiredStateService {

    private record Current(long version, DesiredStates states) {}

    private final GroupRepository groups;
    private volatile @Nullable Current current;

    DesiredStateService(GroupRepository groups) {
        this.groups = groups;
    }

    /** Made once for each change of the groups or the site: a number that no two changes share says whether there was one. */
    public DesiredStates now() {
        long version = groups.treeVersion();
        Current known = current;
        if (known == null || known.version() != version) {
            known = new Current(version, new DesiredStates(stored(), groups.site()));
            current = known;
        }
        return known.states();
    }

    /** The groups a host is in, by itself or through their parents; by name, without {@code all}. */
    public List<String> memberships(HostSpec spec) {
        return now().tree().memberships(spec.groups());
    }

    /** As it would be with these groups and this site. */
    public DesiredStates with(Collection<Group> changed, Variables site) {
        return new DesiredStates(stored(changed), site);
    }

    /** All stored groups, with these in place of those of the same name. */
    public List<Group> stored(Collection<Group> changed) {
        SortedMap<String, Group> all = new TreeMap<>();
        stored().forEach(g -> all.put(g.name(), g));
        changed.forEach(g -> all.put(g.name(), g));
        return new ArrayList<>(all.values());
    }

    private List<Group> stored() {
        return groups.all().stream().map(GroupRepository.Versioned::group).toList();
    }
}
