package dev.gantry.novaconfig.flow.drain;

import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.flow.site.CloudSessions;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.GpuHost;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.drain.ComputeVersions;
import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.drain.DrainRules;
import dev.gantry.novaconfig.model.drain.DrainServer;
import dev.gantry.novaconfig.model.drain.GuestDevices;
import dev.gantry.novaconfig.model.drain.Possibility;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.openstack.NovaServers;
import dev.gantry.novaconfig.openstack.NovaServers.ComputeService;
import dev.gantry.novaconfig.openstack.NovaServers.Server;
import dev.gantry.novaconfig.openstack.PlacementProviders;
import dev.gantry.openstack.CloudSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks with the cloud's own eyes at what is on a host and how it can leave. Changes nothing. */
@ApplicationScoped
public class DrainPlanner {

    private final CloudSessions clouds;
    private final SiteQueries site;

    DrainPlanner(CloudSessions clouds, SiteQueries site) {
        this.clouds = clouds;
        this.site = site;
    }

    /** A host as Nova has it now. */
    record Seen(
            NovaServers nova,
            ComputeService service,
            List<ComputeVersions> destinations,
            List<DrainServer> servers,
            ComputeVersions source) {

        Possibility choose(DrainServer server, DrainPolicy policy) {
            return policy.choose(server, DrainRules.of(server, source, destinations));
        }
    }

    /** For a person who waits: what OpenStack refuses becomes a problem. */
    public DrainPlan plan(String host, DrainPolicy policy) {
        return CloudSessions.reporting(() -> {
            Seen seen = look(host);
            return new DrainPlan(
                    host,
                    seen.service().host(),
                    seen.service().enabled(),
                    seen.destinations().stream().map(ComputeVersions::host).toList(),
                    seen.servers().stream()
                            .map(s -> new DrainPlan.PlannedServer(
                                    s, DrainRules.of(s, seen.source(), seen.destinations()), seen.choose(s, policy)))
                            .toList());
        });
    }

    /** @throws dev.gantry.openstack.RemoteException when OpenStack says no or nothing */
    Seen look(String host) {
        CloudSession session = clouds.open();
        NovaServers nova = new NovaServers(session);
        Map<String, ComputeService> services = nova.services();
        ComputeService service = service(host, services, session);
        SiteSettings settings = site.settings();
        Versions known = new Versions(settings.release(), nova.qemuVersions(), site.software());
        HostDevices devices =
                site.host(host).map(GpuHost::hostDevices).orElseGet(() -> new HostDevices(host, List.of(), List.of()));
        List<ComputeVersions> destinations = services.values().stream()
                .filter(s -> s.enabled() && s.up() && !s.host().equals(service.host()))
                .map(s -> known.of(s.host()))
                .toList();
        List<DrainServer> servers = nova.servers(service.host()).stream()
                .map(s -> new DrainServer(s.id(), s.name(), s.status(), s.task(), devices(s, devices, settings)))
                .toList();
        return new Seen(nova, service, destinations, servers, known.of(service.host()));
    }

    /** By the host's own name, else by Nova's name for its hypervisor. */
    private static ComputeService service(String host, Map<String, ComputeService> services, CloudSession session) {
        ComputeService exact = services.get(host);
        if (exact != null) {
            return exact;
        }
        Optional<String> called =
                new PlacementProviders(session).hypervisor(host).map(PlacementProviders.Hypervisor::name);
        return services.values().stream()
                .filter(s -> called.filter(name ->
                                name.equals(s.host()) || isShortFor(s.host(), name) || isShortFor(name, s.host()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                409,
                                "compute-service-not-found",
                                "Compute service not known",
                                "Nova knows no compute service of host " + host
                                        + "; deploy nova-compute there, or call the host in the inventory as Nova"
                                        + " does.")
                        .with("host", host)
                        .asException());
    }

    private static boolean isShortFor(String name, String full) {
        return !name.contains(".") && full.startsWith(name + ".");
    }

    /**
     * What runs at a compute host: by its inspection, and QEMU also by Nova.
     *
     * @param inspected by the name of the host in the inventory, which may be the short form of Nova's
     */
    private record Versions(NovaRelease release, Map<String, String> qemu, Map<String, HostFacts.Software> inspected) {

        ComputeVersions of(String host) {
            HostFacts.Software software = inspected.entrySet().stream()
                    .filter(e ->
                            e.getKey().equals(host) || isShortFor(e.getKey(), host) || isShortFor(host, e.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(HostFacts.Software.NOT_KNOWN);
            String told = qemu.get(host);
            return new ComputeVersions(
                    host, release, software.libvirt(), told == null ? software.qemu() : told, software.kernel());
        }
    }

    private static GuestDevices devices(Server server, HostDevices host, SiteSettings settings) {
        boolean isVfio = host.vendorVfio().findAny().isPresent();
        boolean hasVgpu = server.extraSpecs().keySet().stream().anyMatch(key -> isVgpu(key, settings));
        boolean hasAlias = server.extraSpecs().containsKey("pci_passthrough:alias")
                || server.extraSpecs().keySet().stream().anyMatch(key -> key.matches("resources\\d*:CUSTOM_PCI_.*"));
        if (isVfio && (hasVgpu || hasAlias)) {
            return GuestDevices.VENDOR_VFIO;
        }
        return hasAlias ? GuestDevices.PASSTHROUGH : hasVgpu ? GuestDevices.MDEV : GuestDevices.NONE;
    }

    // resources:CUSTOM_NVIDIA_700   resources1:VGPU
    private static boolean isVgpu(String key, SiteSettings settings) {
        if (!key.matches("resources\\d*:.*")) {
            return false;
        }
        String cls = key.substring(key.indexOf(':') + 1);
        return cls.equals("VGPU")
                || cls.startsWith("CUSTOM_NVIDIA_")
                || settings.classes().values().stream().anyMatch(c -> c.name().equals(cls));
    }
}
