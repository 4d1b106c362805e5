package dev.gantry.inventory.flow.host;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.HistoryEntry;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostDevices;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.lifecycle.HostState.Offer;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.store.host.HistoryRepository;
import dev.gantry.inventory.store.host.HostFilter;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.host.HostSearch;
import dev.gantry.inventory.store.variables.GroupRepository;
import dev.gantry.kit.page.Cursor;
import dev.gantry.kit.page.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows hosts and groups. */
@ApplicationScoped
public class HostQueries {

    private static final Plan NOTHING_TO_DO = new Plan("", List.of(), List.of(), "");

    private final HostRepository hosts;
    private final HostSearch search;
    private final HistoryRepository history;
    private final GroupRepository groups;
    private final DesiredStateService desiredStates;

    HostQueries(
            HostSearch search,
            HostRepository hosts,
            HistoryRepository history,
            GroupRepository groups,
            DesiredStateService desiredStates) {
        this.search = search;
        this.hosts = hosts;
        this.history = history;
        this.groups = groups;
        this.desiredStates = desiredStates;
    }

    /** A variable that counts for a host, filled, and where it comes from. */
    public record Counted(
            @Nullable Object value, String source, @Nullable String file) {}

    /** What counts for a host: its groups from {@code all} down, its variables, what follows from them and what is wrong. */
    public record EffectiveState(
            String host,
            List<String> groups,
            SortedMap<String, Counted> variables,
            @Nullable DesiredState desiredState,
            List<Violation> problems,
            List<Violation> warnings) {}

    /** What an inspection found. */
    public record Inspected(Facts facts, @Nullable Plan plan, Instant at) {}

    /** What a host can give to guests, and by which driver. */
    public record OfferedDevices(
            List<Device> devices, @Nullable String driverVersion) {}

    /** A host, and what it can give. */
    public record HostAndDevices(Host host, OfferedDevices devices) {}

    /** A group, its version and the hosts that name it. */
    public record GroupView(Group group, long version, List<String> hosts) {}

    @Transactional
    public Host host(String name) {
        return hosts.find(name).orElseThrow(() -> HostProblems.hostNotFound(name));
    }

    /** A host and what the last run left on it for guests. */
    @Transactional
    public HostAndDevices hostAndDevices(String name) {
        return new HostAndDevices(host(name), offered(hosts.devices(name)));
    }

    /** What the last run left on the host for guests. */
    @Transactional
    public OfferedDevices devices(Host host) {
        return offered(hosts.devices(host.name()));
    }

    public static OfferedDevices offered(HostDevices found) {
        return new OfferedDevices(found.devices(), found.driverVersion());
    }

    @Transactional
    public Page<Host> hosts(HostListQuery query) {
        HostFilter filter = filter(query.selection());
        HostSearch.PageRequest page =
                new HostSearch.PageRequest(query.order(), query.direction(), query.position(), query.limit());
        List<Host> found = search.list(filter, page);
        return Page.of(found, query.limit(), search.count(filter), query::positionOf);
    }

    /** By name; at most so many. */
    @Transactional
    public List<String> names(HostListQuery.Selection selection, int limit) {
        return search.names(filter(selection), limit);
    }

    /** By name, each with what was found of it; at most so many. */
    @Transactional
    public List<InspectedHost> inspected(HostListQuery.Selection selection, int limit) {
        return search.inspected(filter(selection), limit);
    }

    private HostFilter filter(HostListQuery.Selection selection) {
        String group = selection.group();
        List<String> family = group == null || group.equals(Group.ALL)
                ? null
                : desiredStates.now().tree().family(group);
        String flag = selection.flag() == null ? null : selection.flag().word();
        return new HostFilter(
                selection.state(), family, selection.products(), flag, selection.labels(), selection.names());
    }

    @Transactional
    public EffectiveState desiredState(String name) {
        Host host = host(name);
        DesiredStates desired = desiredStates.now();
        SortedMap<String, EffectiveVariable> effective = desired.variables(name, host.spec());
        SortedMap<String, Counted> variables = new TreeMap<>();
        effective.forEach((variable, e) -> {
            VariableEvaluator evaluator = new VariableEvaluator(effective);
            Object filled = evaluator.value(variable);
            Object shown = evaluator.violations().isEmpty() ? filled : e.value();
            variables.put(variable, new Counted(shown, e.source(), e.file()));
        });
        DesiredStateResult reading = desired.reading(name, host.spec());
        List<String> lineage = desired.tree().lineage(host.spec().groups()).stream()
                .map(Group::name)
                .toList();
        DesiredState desiredState =
                reading.desired().map(DesiredStates::desiredState).orElse(null);
        return new EffectiveState(name, lineage, variables, desiredState, reading.violations(), reading.warnings());
    }

    /** Newest first. */
    @Transactional
    public Page<HistoryEntry> history(String name, @Nullable String cursor, int limit) {
        host(name);
        long before = cursor == null ? Long.MAX_VALUE : number(Cursor.decode(cursor));
        return Page.of(history.of(name, before, limit), limit, history.count(name), n -> Long.toString(n.number()))
                .map(HistoryRepository.Numbered::entry);
    }

    /** 404 until the host was inspected. */
    @Transactional
    public Inspected inspection(String name) {
        Host host = host(name);
        Inspection inspection = hosts.inspection(name).orElseThrow(() -> HostProblems.notInspected(host));
        return new Inspected(inspection.facts(), inspection.plan(), inspection.at());
    }

    /** Empty where the last run did all that is wanted; 404 while there is none: not inspected since the desired state changed. */
    @Transactional
    public Plan plan(String name) {
        Host host = host(name);
        Optional<Plan> plan = hosts.inspection(name).map(Inspection::plan);
        boolean isDone = host.state().offer() != Offer.NOTHING
                && host.work().spec() <= host.work().run();
        return plan.or(() -> isDone ? Optional.of(NOTHING_TO_DO) : Optional.empty())
                .orElseThrow(() -> HostProblems.planNotFound(host));
    }

    @Transactional
    public List<GroupView> groups() {
        List<Host> all = hosts.all();
        return groups.all().stream().map(g -> view(g, all)).toList();
    }

    @Transactional
    public GroupView group(String name) {
        return view(groups.find(name).orElseThrow(() -> HostProblems.groupNotFound(name)), hosts.all());
    }

    private static GroupView view(GroupRepository.Versioned group, List<Host> all) {
        String name = group.group().name();
        List<String> members = all.stream()
                .filter(h -> h.spec().groups().contains(name))
                .map(Host::name)
                .toList();
        return new GroupView(group.group(), group.version(), members);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw HostProblems.cursorMalformed();
        }
    }
}
