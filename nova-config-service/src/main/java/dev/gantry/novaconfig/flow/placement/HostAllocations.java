package dev.gantry.novaconfig.flow.placement;

import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.flow.site.CloudSessions;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.placement.ExpectedProviders;
import dev.gantry.novaconfig.model.placement.PlacementComparison;
import dev.gantry.novaconfig.model.placement.PlacementComparison.Provider;
import dev.gantry.novaconfig.model.placement.StaleProvider;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.openstack.PlacementProviders;
import dev.gantry.novaconfig.openstack.PlacementProviders.Holder;
import dev.gantry.novaconfig.openstack.PlacementProviders.Hypervisor;
import dev.gantry.openstack.RemoteException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who holds a host's devices in Placement, and takes away what an older configuration left there. */
@ApplicationScoped
public class HostAllocations {

    /** What happened to one stale provider. */
    public record Removal(
            String provider, boolean removed, @Nullable String reason) {}

    private final SiteQueries site;
    private final CloudSessions clouds;
    private final PlacementCheckService checks;

    HostAllocations(SiteQueries site, CloudSessions clouds, PlacementCheckService checks) {
        this.site = site;
        this.clouds = clouds;
        this.checks = checks;
    }

    /**
     * Nobody in the list: the host's GPUs are drained. Where Nova's [pci] is not in Placement, or the host was never rendered, nothing tells
     * who has a card, so everybody on the host counts.
     *
     * @throws dev.gantry.kit.http.ProblemException when Nova does not know the host: an empty list would be taken for drained
     */
    public List<Holder> holders(String host) {
        return CloudSessions.reporting(() -> {
            PlacementProviders placement = new PlacementProviders(clouds.open());
            Optional<HostDevices> known = site.host(host).map(GpuHost::hostDevices);
            HostDevices devices = known.orElseGet(() -> new HostDevices(host, List.of(), List.of()));
            SiteSettings settings = site.settings();
            String name = placement.hypervisor(host).map(Hypervisor::name).orElseThrow(() -> hypervisorUnknown(host));
            ExpectedProviders expected = ExpectedProviders.of(devices, settings, name);
            boolean everybody =
                    known.isEmpty() || devices.usesPci() && !settings.pci().reports();
            List<Provider> asked = placement.tree(name).stream()
                    .filter(p -> PlacementComparison.concerns(expected, p)
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

    /** Deletes stale providers of a host in Placement. One that would come back, or that something is allocated from, stays, and is told. */
    public List<Removal> removeStaleProviders(String host) {
        return CloudSessions.reporting(() -> {
            HostDevices devices = checks.host(host).hostDevices();
            PlacementProviders placement = new PlacementProviders(clouds.open());
            String name = placement.hypervisor(host).map(Hypervisor::name).orElseThrow(() -> hypervisorUnknown(host));
            ExpectedProviders expected = ExpectedProviders.of(devices, site.settings(), name);
            PlacementComparison comparison = PlacementComparison.of(expected, placement.tree(name));
            Map<String, StaleProvider> judged = new HashMap<>();
            checks.stale(host, expected, comparison).forEach(s -> judged.put(s.name(), s));
            List<Removal> removals = new ArrayList<>();
            for (Provider provider : comparison.stale()) {
                StaleProvider stale = judged.get(provider.name());
                removals.add(
                        stale == null || stale.isRemovable()
                                ? remove(placement, provider)
                                : new Removal(provider.name(), false, stale.reason()));
            }
            return removals;
        });
    }

    private static Removal remove(PlacementProviders placement, Provider provider) {
        try {
            placement.delete(provider);
            return new Removal(provider.name(), true, null);
        } catch (RemoteException e) {
            return new Removal(provider.name(), false, e.said());
        }
    }
}
