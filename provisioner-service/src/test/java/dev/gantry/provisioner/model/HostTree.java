package dev.gantry.provisioner.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder that looks like the file system of a host, with nothing behind it: for looking, not for changing. */
public final class HostTree {
    private final Path root;

    public HostTree(Path root) {
        this.root = root;
        file("proc/sys/kernel/random/boot_id", "3f0cbe52-52a1-4d8c-9a0c-3a1b8f1c5f10\n");
        file("proc/sys/kernel/osrelease", "6.8.0-49-generic\n");
        file("proc/cmdline", "BOOT_IMAGE=/vmlinuz-6.8.0-49-generic root=/dev/sda2 ro intel_iommu=on iommu=pt\n");
        file("proc/cpuinfo", "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu vmx ept\n");
        file("etc/os-release", "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\n");
        file("sys/firmware/acpi/tables/DMAR", "");
        file("sys/class/iommu/dmar0/x", "");
    }

    public Path root() {
        return root;
    }

    public HostTree file(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HostTree link(String path, String target) {
        try {
            Path link = root.resolve(path);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, link.getParent().relativize(root.resolve(target)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A card or other NVIDIA function at this address. */
    public HostTree function(String address, String device, String pciClass, String driver, int group) {
        String home = "sys/devices/pci0000:16/0000:16:02.0/" + address;
        file(home + "/vendor", "0x10de\n").file(home + "/device", "0x" + device + "\n");
        file(home + "/class", "0x" + pciClass + "\n").file(home + "/numa_node", "1\n");
        file(home + "/driver_override", "(null)\n");
        link("sys/bus/pci/devices/" + address, home);
        file("sys/bus/pci/drivers/" + driver + "/module/x", "");
        link(home + "/driver", "sys/bus/pci/drivers/" + driver);
        link("sys/bus/pci/drivers/" + driver + "/" + address, home);
        file("sys/kernel/iommu_groups/" + group + "/type", "identity\n");
        link("sys/kernel/iommu_groups/" + group + "/devices/" + address, home);
        link(home + "/iommu_group", "sys/kernel/iommu_groups/" + group);
        return this;
    }

    /** Virtual function {@code index} of a card; its files are added by the caller under the returned folder. */
    public String virtualFunction(String card, int index, String address, int group) {
        function(address, "26b9", "030200", "nvidia", group);
        String home = "sys/devices/pci0000:16/0000:16:02.0/" + address;
        link(home + "/physfn", "sys/devices/pci0000:16/0000:16:02.0/" + card);
        link("sys/devices/pci0000:16/0000:16:02.0/" + card + "/virtfn" + index, home);
        return home;
    }

    /** A program of the host; {@code stand-in/} comes before all others. */
    public HostTree program(String path, String text) {
        file(path, text);
        if (!root.resolve(path).toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + path + " a program");
        }
        return this;
    }

    /** What a process has open: {@code target} as the kernel tells it, {@code /dev/vfio/41} or {@code anon_inode:kvm-vm}. */
    public HostTree open(int process, String comm, String target) {
        try {
            Path fd = root.resolve("proc/" + process + "/fd");
            Files.createDirectories(fd);
            Files.createSymbolicLink(fd.resolve("20"), Path.of(target));
            return file("proc/" + process + "/comm", comm + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String inspect(String shell) throws IOException, InterruptedException {
        Said said = run(shell, Inspection.script());
        if (said.code() != 0) {
            throw new IOException("the look ended with " + said.code() + ": " + said.text());
        }
        return said.text();
    }

    public record Said(int code, String text) {}

    public Said run(String shell, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(shell, "-s"));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", root.resolve("stand-in") + ":/usr/bin:/bin", "GANTRY_ROOT", root.toString()));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), answer);
    }
}
