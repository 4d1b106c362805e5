package dev.gantry.novaconfig.flow.placement;

import dev.gantry.contracts.nova.DeviceFigures;
import dev.gantry.kit.db.RetryingTransaction;
import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.flow.site.CloudSessions;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
import dev.gantry.novaconfig.model.placement.PlacementCheck;
import dev.gantry.novaconfig.model.placement.PlacementComparison;
import dev.gantry.novaconfig.model.placement.PlacementComparison.Provider;
import dev.gantry.novaconfig.model.placement.StaleProvider;
import dev.gantry.novaconfig.model.publish.RevisionState;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.openstack.PlacementProviders;
import dev.gantry.novaconfig.openstack.PlacementProviders.Hypervisor;
import dev.gantry.novaconfig.store.RevisionRepository;
import dev.gantry.openstack.RemoteException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares a host with Placement. */
@ApplicationScoped
public class PlacementCheckService {

    private final SiteQueries site;
    private final RevisionRepository revisions;
    private final CloudSessions clouds;
    private final Clock clock;

    PlacementCheckService(SiteQueries site, RevisionRepository revisions, CloudSessions clouds, Clock clock) {
        this.site = site;
        this.revisions = revisions;
        this.clouds = clouds;
        this.clock = clock;
    }

    /** Whether there still is a cloud to ask. */
    boolean isPossible() {
        return clouds.isSet();
    }

    /** @throws RemoteException when OpenStack says no or nothing */
    PlacementCheck check(String name) {
        GpuHost host = host(name);
        PlacementProviders placement = new PlacementProviders(clouds.open());
        Optional<Hypervisor> hypervisor = placement.hypervisor(name);
        if (hypervisor.isEmpty()) {
            return failed(host, "Nova knows no hypervisor " + name + "; is nova-compute deployed there?");
        }
        SiteSettings settings = site.settings();
        String called = hypervisor.get().name();
        ExpectedProviders expected = ExpectedProviders.of(host.hostDevices(), settings, called);
        List<Provider> tree = placement.tree(called);
        PlacementComparison comparison = PlacementComparison.of(expected, tree);
        List<String> differences = new ArrayList<>(comparison.differences());
        if (!"up".equals(hypervisor.get().state())) {
            differences.add("nova-compute of " + called + " is "
                    + hypervisor.get().state() + "; an option it refuses keeps it down, see its log");
        }
        SortedMap<String, Integer> bookable = bookable(placement, expected, tree, differences);
        List<StaleProvider> stale = stale(name, expected, comparison);
        String evidence = tree.size() + " providers of " + called + " seen, "
                + expected.providers().size() + " expected, " + differences.size() + " differences, " + stale.size()
                + " stale; free now, as the scheduler is told: " + bookable
                + notShown(host.hostDevices(), settings);
        return new PlacementCheck(
                name,
                host.version(),
                differences.isEmpty(),
                called,
                differences,
                stale,
                evidence,
                figures(expected, tree),
                clock.instant());
    }

    /** One that could not be made, for a reason that no further try will change. */
    PlacementCheck failed(GpuHost host, String why) {
        return new PlacementCheck(
                host.name(), host.version(), false, "", List.of(why), List.of(), why, List.of(), clock.instant());
    }

    private static List<DeviceFigures> figures(ExpectedProviders expected, List<Provider> tree) {
        List<DeviceFigures> figures = new ArrayList<>();
        for (Provider provider : tree) {
            expected.address(provider).ifPresent(address -> new TreeMap<>(provider.totals())
                    .forEach((cls, total) -> figures.add(new DeviceFigures(
                            address, cls, total, provider.used().getOrDefault(cls, 0)))));
        }
        return figures;
    }

    /** How many of each class the scheduler could take now. */
    private static SortedMap<String, Integer> bookable(
            PlacementProviders placement, ExpectedProviders expected, List<Provider> tree, List<String> differences) {
        SortedMap<String, Integer> bookable = new TreeMap<>();
        PlacementComparison.free(expected, tree).forEach((cls, free) -> {
            int candidates = tree.isEmpty() ? 0 : placement.candidates(root(tree, expected.hypervisor()), cls);
            bookable.put(cls, candidates);
            if (candidates < free) {
                differences.add("not schedulable: " + free + " providers have " + cls + " left, the scheduler is given "
                        + candidates + "; look for reserved amounts with openstack resource provider inventory list");
            }
        });
        return bookable;
    }

    private static String root(List<Provider> tree, String name) {
        return tree.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElse(tree.getFirst())
                .uuid();
    }

    List<StaleProvider> stale(String host, ExpectedProviders expected, PlacementComparison comparison) {
        boolean delivered = RetryingTransaction.call(() -> revisions.newest(host))
                .filter(r -> r.state() == RevisionState.PUBLISHED)
                .isPresent();
        return comparison.stale().stream()
                .map(p -> PlacementComparison.judged(p, expected, delivered))
                .toList();
    }

    /** Placement knows nothing of these cards, so that nobody takes this for a check of them. */
    private static String notShown(HostDevices devices, SiteSettings settings) {
        long cards = devices.usesPci() && !settings.pci().reports()
                ? devices.devices().size() - devices.mdevs().count()
                : 0;
        return cards == 0
                ? ""
                : "; " + cards + " PCI devices are not in Placement (report_in_placement is off), of them only is known"
                        + " that nova-compute runs";
    }

    GpuHost host(String name) {
        return site.host(name).orElseThrow(() -> hostUnknown(name));
    }

    static RuntimeException hostUnknown(String name) {
        return Problem.of(
                        404,
                        "host-not-found",
                        "Host not known",
                        "Host " + name + " has no devices here; provision it first.")
                .with("host", name)
                .asException();
    }
}
