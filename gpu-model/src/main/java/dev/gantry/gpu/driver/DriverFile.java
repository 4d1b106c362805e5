package dev.gantry.gpu.driver;

import dev.gantry.gpu.MalformedValueException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One driver file of a bundle, by its name: for which side, how packed, which version. */
public record DriverFile(String fileName, Side side, Packing packing, DriverVersion version) {

    /** Who installs it. */
    public enum Side {
        HOST,
        GUEST
    }

    /** How it is installed. */
    public enum Packing {
        RUN,
        RPM,
        DEB
    }

    private record Form(Pattern pattern, Side side, Packing packing) {}

    private static final String VERSION = "(" + DriverVersion.FORM + ")";
    private static final List<Form> FORMS = List.of(
            // NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run
            form("NVIDIA-Linux-(?:x86_64|aarch64)-" + VERSION + "-vgpu-kvm\\.run", Side.HOST, Packing.RUN),
            // NVIDIA-vGPU-rhel-9.4-595.58.02.x86_64.rpm
            form("NVIDIA-vGPU-rhel-[0-9.]+-" + VERSION + "\\.x86_64\\.rpm", Side.HOST, Packing.RPM),
            // nvidia-vgpu-ubuntu-535_535.161.05_amd64.deb
            form("nvidia-vgpu-ubuntu-(?:[0-9]+_)?" + VERSION + "_amd64\\.deb", Side.HOST, Packing.DEB),
            // NVIDIA-Linux-x86_64-535.161.07-grid.run
            form("NVIDIA-Linux-(?:x86_64|aarch64)-" + VERSION + "-grid\\.run", Side.GUEST, Packing.RUN),
            // nvidia-linux-grid-535-535.161.07-1.x86_64.rpm
            form("nvidia-linux-grid-[0-9]+-" + VERSION + "-[0-9]+\\.x86_64\\.rpm", Side.GUEST, Packing.RPM),
            // nvidia-linux-grid-535_535.161.07_amd64.deb
            form("nvidia-linux-grid-[0-9]+_" + VERSION + "_amd64\\.deb", Side.GUEST, Packing.DEB));

    public static DriverFile parse(String fileName) {
        for (Form form : FORMS) {
            Matcher m = form.pattern.matcher(fileName);
            if (m.matches()) {
                return new DriverFile(fileName, form.side, form.packing, DriverVersion.parse(m.group(1)));
            }
        }
        throw new MalformedValueException(
                "driver file",
                fileName,
                "a host or guest driver such as NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run"
                        + " or nvidia-linux-grid-535_535.161.07_amd64.deb");
    }

    private static Form form(String pattern, Side side, Packing packing) {
        return new Form(Pattern.compile(pattern), side, packing);
    }
}
