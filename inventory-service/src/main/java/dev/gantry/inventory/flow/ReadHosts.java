package dev.gantry.inventory.flow;

import dev.gantry.contracts.desired.DesiredState;
import dev.gantry.contracts.inspection.Device;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.model.Effective;
import dev.gantry.inventory.model.Flag;
import dev.gantry.inventory.model.Flaw;
import dev.gantry.inventory.model.Group;
import dev.gantry.inventory.model.HistoryEntry;
import dev.gantry.inventory.model.Host;
import dev.gantry.inventory.model.HostState;
import dev.gantry.inventory.model.Substitution;
import dev.gantry.inventory.model.WishReading;
import dev.gantry.inventory.store.Groups;
import dev.gantry.inventory.store.History;
import dev.gantry.inventory.store.HostFilter;
import dev.gantry.inventory.store.Hosts;
import dev.gantry.inventory.store.Offer;
import dev.gantry.inventory.store.Sighting;
import dev.gantry.kit.http.Cursor;
import dev.gantry.kit.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows hosts and groups. */
@ApplicationScoped
public class ReadHosts {

    private final Hosts hosts;
    private final History history;
    private final Groups groups;
    private final WishBook book;

    ReadHosts(Hosts hosts, History history, Groups groups, WishBook book) {
        this.hosts = hosts;
        this.history = history;
        this.groups = groups;
        this.book = book;
    }

    /** Which hosts to list; null takes all. */
    public record Query(
            @Nullable HostState state,
            @Nullable String group,
            @Nullable List<String> products,
            @Nullable Flag flag,
            @Nullable String cursor,
            int limit) {}

    /** A variable that counts for a host, filled, and where it comes from. */
    public record Counted(
            @Nullable Object value, String source, @Nullable String file) {}

    /** What counts for a host: its groups from {@code all} down, its variables, what follows from them and what is wrong. */
    public record Layout(
            String host,
            List<String> groups,
            SortedMap<String, Counted> variables,
            @Nullable DesiredState wanted,
            List<Flaw> problems,
            List<Flaw> warnings) {}

    /** What a look found. */
    public record Seen(Facts facts, @Nullable Plan plan, Instant at) {}

    /** What a host can give to guests, and by which driver. */
    public record Offered(List<Device> devices, @Nullable String driverVersion) {}

    /** A group, its version and the hosts that name it. */
    public record GroupView(Group group, long version, List<String> hosts) {}

    @Transactional
    public Host host(String name) {
        return hosts.find(name).orElseThrow(() -> Refusals.hostNotFound(name));
    }

    /** What the last run left on the host for guests. */
    @Transactional
    public Offered offer(Host host) {
        Offer offer = hosts.offer(host.name());
        return new Offered(offer.devices(), offer.driverVersion());
    }

    /** By name. A group takes in its children's hosts. */
    @Transactional
    public Page<Host> hosts(Query query) {
        String group = query.group();
        List<String> family = group == null || group.equals(Group.ALL)
                ? null
                : book.now().tree().family(group);
        String after = query.cursor() == null ? null : Cursor.decode(query.cursor());
        String flag = query.flag() == null ? null : query.flag().word();
        List<Host> found =
                hosts.list(new HostFilter(query.state(), family, query.products(), flag, after, query.limit()));
        return Page.of(found, query.limit(), Host::name);
    }

    @Transactional
    public Layout layout(String name) {
        Host host = host(name);
        Wishes wishes = book.now();
        SortedMap<String, Effective> effective = wishes.variables(name, host.spec());
        SortedMap<String, Counted> variables = new TreeMap<>();
        effective.forEach((variable, e) -> {
            Substitution substitution = new Substitution(effective);
            Object filled = substitution.value(variable);
            Object shown = substitution.flaws().isEmpty() ? filled : e.value();
            variables.put(variable, new Counted(shown, e.source(), e.file()));
        });
        WishReading reading = wishes.reading(name, host.spec());
        List<String> lineage = wishes.tree().lineage(host.spec().groups()).stream()
                .map(Group::name)
                .toList();
        DesiredState wanted = reading.wish().map(Wishes::wanted).orElse(null);
        return new Layout(name, lineage, variables, wanted, reading.flaws(), reading.warnings());
    }

    /** Newest first. */
    @Transactional
    public Page<HistoryEntry> history(String name, @Nullable String cursor, int limit) {
        host(name);
        long before = cursor == null ? Long.MAX_VALUE : number(Cursor.decode(cursor));
        Page<History.Numbered> page = Page.of(history.of(name, before, limit), limit, n -> Long.toString(n.number()));
        return new Page<>(page.items().stream().map(History.Numbered::entry).toList(), page.next());
    }

    /** 404 until the host was looked at. */
    @Transactional
    public Seen seen(String name) {
        Host host = host(name);
        Sighting sighting = hosts.sighting(name).orElseThrow(() -> Refusals.notSeen(host));
        return new Seen(sighting.facts(), sighting.plan(), sighting.at());
    }

    /** 404 while there is none: not looked at, or carried out already. */
    @Transactional
    public Plan plan(String name) {
        Host host = host(name);
        return hosts.sighting(name).map(Sighting::plan).orElseThrow(() -> Refusals.planNotFound(host));
    }

    @Transactional
    public List<GroupView> groups() {
        List<Host> all = hosts.all();
        return groups.all().stream().map(g -> view(g, all)).toList();
    }

    @Transactional
    public GroupView group(String name) {
        return view(groups.find(name).orElseThrow(() -> Refusals.groupNotFound(name)), hosts.all());
    }

    private static GroupView view(Groups.Versioned group, List<Host> all) {
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
            throw Refusals.cursorMalformed();
        }
    }
}
