package dev.gantry.novaconfig.flow.placement;

import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.flow.site.CloudSessions;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
import dev.gantry.novaconfig.model.placement.PlacementComparison;
import dev.gantry.novaconfig.model.placement.PlacementComparison.Provider;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.openstack.PlacementProviders;
import dev.gantry.novaconfig.openstack.PlacementProviders.Holder;
import dev.gantry.novaconfig.openstack.PlacementProviders.Hypervisor;
import dev.gantry.novaconfig.openstack.RemoteException;
import dev.gantry.novaconfig.store.HostRow;
import dev.gantry.novaconfig.store.PlacementCheckRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a host with Placement, tells who holds its devices, and takes away what an older layout left there. */
@ApplicationScoped
public class PlacementCheckService {

    /** One comparison. */
    public record Look(
            long version,
            String hypervisor,
            boolean proven,
            List<String> differences,
            List<String> leftovers,
            String evidence) {}

    /** The newest comparison that was stored. */
    public record Proof(
            String host,
            long version,
            boolean proven,
            @Nullable String hypervisor,
            List<String> differences,
            List<String> leftovers,
            String evidence,
            Instant lookedAt) {}

    /** What happened to one leftover. */
    public record Removal(
            String provider, boolean removed, @Nullable String reason) {}

    private final SiteQueries site;
    private final CloudSessions clouds;

    PlacementCheckService(SiteQueries site, CloudSessions clouds) {
        this.site = site;
        this.clouds = clouds;
    }

    @Transactional
    public Proof read(String host) {
        PlacementCheckRow row = PlacementCheckRow.<PlacementCheckRow>findByIdOptional(host)
                .orElseThrow(() -> Problem.of(
                                404,
                                "proof-not-found",
                                "Not looked yet",
                                "Placement was not looked at for host " + host + "; ask for it with POST /v1/hosts/"
                                        + host + "/proof.")
                        .asException());
        return new Proof(
                row.host,
                row.version,
                row.proven,
                row.hypervisor,
                row.differences,
                row.leftovers,
                row.evidence,
                row.lookedAt);
    }

    /** Whether there still is a cloud to look at. */
    boolean possible() {
        return clouds.isSet();
    }

    /** @throws RemoteException when OpenStack says no or nothing */
    Look look(String host) {
        HostRow row = row(host);
        PlacementProviders placement = new PlacementProviders(clouds.open());
        Optional<Hypervisor> hypervisor = placement.hypervisor(host);
        if (hypervisor.isEmpty()) {
            String missing = "Nova knows no hypervisor " + host + "; is nova-compute deployed there?";
            return new Look(row.version, "", false, List.of(missing), List.of(), missing);
        }
        String name = hypervisor.get().name();
        ExpectedProviders wanted = ExpectedProviders.of(row.hostDevices(), site.settings(), name);
        List<Provider> tree = placement.tree(name);
        PlacementComparison report = PlacementComparison.of(wanted, tree);
        List<String> differences = new ArrayList<>(report.differences());
        if (!"up".equals(hypervisor.get().state())) {
            differences.add("nova-compute of " + name + " is "
                    + hypervisor.get().state() + "; an option it refuses keeps it down, see its log");
        }
        List<String> leftovers = report.leftovers().stream().map(Provider::name).toList();
        SortedMap<String, Integer> bookable = new TreeMap<>();
        PlacementComparison.free(wanted, tree).forEach((cls, free) -> {
            int candidates = tree.isEmpty() ? 0 : placement.candidates(root(tree, name), cls);
            bookable.put(cls, candidates);
            if (candidates < free) {
                differences.add("not schedulable: " + free + " providers have " + cls + " left, the scheduler is given "
                        + candidates + "; look for reserved amounts with openstack resource provider inventory list");
            }
        });
        String evidence = tree.size() + " providers of " + name + " seen, "
                + wanted.providers().size() + " predicted, " + differences.size() + " differences, " + leftovers.size()
                + " leftovers; free now, as the scheduler is told: " + bookable + unseen(row.hostDevices());
        return new Look(row.version, name, differences.isEmpty(), differences, leftovers, evidence);
    }

    /** Placement knows nothing of these cards, so that nobody takes this for a proof of them. */
    private String unseen(HostDevices devices) {
        long cards = devices.usesPci() && !site.settings().pci().reports()
                ? devices.devices().size() - devices.mdevs().count()
                : 0;
        return cards == 0
                ? ""
                : "; " + cards + " PCI devices are not in Placement (report_in_placement is off), of them only is known"
                        + " that nova-compute runs";
    }

    /**
     * Nobody in the list: the host's GPUs are drained. Where Nova's [pci] is not in Placement, or the host was never rendered, nothing tells
     * who has a card, so everybody on the host counts.
     *
     * @throws dev.gantry.kit.http.ProblemException when Nova does not know the host: an empty list would be taken for a proof
     */
    public List<Holder> holders(String host) {
        return CloudSessions.asked(() -> {
            PlacementProviders placement = new PlacementProviders(clouds.open());
            Optional<HostDevices> known = find(host).map(HostRow::hostDevices);
            HostDevices devices = known.orElseGet(() -> new HostDevices(host, List.of(), List.of()));
            SiteSettings settings = site.settings();
            String name = placement.hypervisor(host).map(Hypervisor::name).orElseThrow(() -> hypervisorUnknown(host));
            ExpectedProviders wanted = ExpectedProviders.of(devices, settings, name);
            boolean everybody =
                    known.isEmpty() || devices.usesPci() && !settings.pci().reports();
            List<Provider> asked = placement.tree(name).stream()
                    .filter(p -> PlacementComparison.concerns(wanted, p)
                            || everybody && p.name().equals(name))
                    .toList();
            return placement.holders(asked);
        });
    }

    private static RuntimeException hypervisorUnknown(String host) {
        return Problem.of(
                        409,
                        "hypervisor-not-found",
                        "Hypervisor not known",
                        "Nova knows no hypervisor " + host + ", so nothing can be said of who uses it; deploy"
                                + " nova-compute there, or call the host in the inventory as Nova does.")
                .with("host", host)
                .asException();
    }

    /** Deletes the leftovers of a host in Placement. One that something is allocated from stays, and is said. */
    public List<Removal> removeLeftovers(String host) {
        return CloudSessions.asked(() -> {
            PlacementProviders placement = new PlacementProviders(clouds.open());
            List<Removal> removals = new ArrayList<>();
            Hypervisor h = placement.hypervisor(host).orElseThrow(() -> hypervisorUnknown(host));
            ExpectedProviders wanted = ExpectedProviders.of(row(host).hostDevices(), site.settings(), h.name());
            PlacementComparison.of(wanted, placement.tree(h.name()))
                    .leftovers()
                    .forEach(p -> removals.add(remove(placement, p)));
            return removals;
        });
    }

    private static String root(List<Provider> tree, String name) {
        return tree.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElse(tree.getFirst())
                .uuid();
    }

    private static Removal remove(PlacementProviders placement, Provider provider) {
        try {
            placement.delete(provider);
            return new Removal(provider.name(), true, null);
        } catch (RemoteException e) {
            return new Removal(provider.name(), false, e.said());
        }
    }

    private HostRow row(String host) {
        return find(host).orElseThrow(() -> Problem.of(
                        404,
                        "host-not-found",
                        "Host not known",
                        "Host " + host + " has no devices here; provision it first.")
                .asException());
    }

    private static Optional<HostRow> find(String host) {
        return QuarkusTransaction.requiringNew().call(() -> HostRow.findByIdOptional(host));
    }
}
