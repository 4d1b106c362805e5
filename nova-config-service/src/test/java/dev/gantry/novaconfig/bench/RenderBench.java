package dev.gantry.novaconfig.bench;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.device.PciId;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders 1,000 hosts with 8 cards of 16 virtual functions, every form, and prints {@code render_1000_hosts_s} and {@code render_rss_mib}.
 * With an argument, the Kafka address of a running suite, also {@code event_to_revision_ms}.
 */
public final class RenderBench {

    private static final int HOSTS = 1000;
    private static final int CARDS = 8;
    private static final int FUNCTIONS = 16;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 11;
    private static final String RESIDENT = "VmHWM:";

    private RenderBench() {}

    public static void main(String[] args) throws IOException {
        List<HostDevices> hosts = hosts();
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY);
        double[] seconds = new double[ROUNDS];
        long letters = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            letters += render(hosts, settings);
            if (round >= 0) {
                seconds[round] = (System.nanoTime() - start) / 1e9;
            }
        }
        if (letters == 0) {
            throw new IllegalStateException("nothing was rendered");
        }
        System.out.println(new Figure("render_1000_hosts_s", "s", seconds).json());
        System.out.println(new Figure("render_rss_mib", "MiB", new double[] {residentMib()}).json());
        if (args.length > 0) {
            System.out.println(new Figure("event_to_revision_ms", "ms", EventToRevision.millis(args[0])).json());
        }
    }

    /** The file of each host, then the group form of all. */
    private static long render(List<HostDevices> hosts, SiteSettings settings) {
        long letters = 0;
        for (HostDevices host : hosts) {
            for (String text : SiteFiles.ofHost(host, settings).values()) {
                letters += text.length();
            }
        }
        for (String text : SiteFiles.ofSite(hosts, settings).values()) {
            letters += text.length();
        }
        return letters;
    }

    static List<HostDevices> hosts() {
        List<HostDevices> hosts = new ArrayList<>(HOSTS);
        for (int h = 0; h < HOSTS; h++) {
            hosts.add(host("computegpu%04d".formatted(h), h % 10));
        }
        return hosts;
    }

    /** Hosts of a group are alike; every group has its own pair of types. */
    static HostDevices host(String name, int group) {
        PciId id = new PciId("10de", "20b5");
        List<GpuDevice> devices = new ArrayList<>(CARDS * FUNCTIONS);
        for (int c = 0; c < CARDS; c++) {
            PciAddress card = new PciAddress(0, 0x10 + 0x18 * c, 0, 0);
            MdevType type = new MdevType(697 + (c + group) % 7);
            for (int f = 0; f < FUNCTIONS; f++) {
                devices.add(new GpuDevice.Mdev(card, card.virtualFunction(f), id, type, "", ""));
            }
        }
        return new HostDevices(name, List.of("compute", "vgpu", "iommu", "compute_vgpu_" + group), devices);
    }

    /** The most that was ever resident, as Linux counts it; 0 where there is no /proc. */
    private static double residentMib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(l -> l.startsWith(RESIDENT))
                .mapToDouble(l -> Double.parseDouble(
                                l.substring(RESIDENT.length()).replace("kB", "").strip())
                        / 1024)
                .findFirst()
                .orElse(0);
    }
}
