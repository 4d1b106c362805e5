package dev.gantry.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a made-up driver bundle in the layout of NVIDIA's zip files. Its host installer works on simulated hosts only
 * and refuses everything else; the guest parts are a line of text. The same versions give the same bytes.
 */
public final class DriverBundleMaker {
    private static final String GUIDE_HOST = "525.105.14";
    private static final String GUIDE_GUEST = "525.105.17";
    private static final String GUIDE_WINDOWS = "528.89";

    private DriverBundleMaker() {}

    /** Writes the guide's bundle into the folder that is named, and prints its path. */
    public static void main(String[] args) throws IOException {
        System.out.println(make(Path.of(args[0])));
    }

    /** The bundle of the guide: {@code NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip}. */
    public static Path make(Path folder) throws IOException {
        return make(folder, GUIDE_HOST, GUIDE_GUEST, GUIDE_WINDOWS);
    }

    /** A bundle of other versions of host manager, Linux guest and Windows guest. */
    public static Path make(Path folder, String host, String guest, String windows) throws IOException {
        Files.createDirectories(folder);
        Path zip = folder.resolve("NVIDIA-GRID-Linux-KVM-%s-%s-%s.zip".formatted(host, guest, windows));
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> part : parts(host, guest, windows).entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(LocalDateTime.of(2023, 3, 29, 20, 58));
                out.putNextEntry(entry);
                out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    /** The text of the host installer of a version. */
    public static String installer(String version) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(DriverBundleMaker.class.getResourceAsStream("driver/installer.run"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("@VERSION@", version);
        }
    }

    private static Map<String, String> parts(String host, String guest, String windows) throws IOException {
        String branch = guest.substring(0, guest.indexOf('.'));
        String note = "made up for simulated hosts: not NVIDIA's file, does nothing\n";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("Guest_Drivers/nvidia-linux-grid-%s_%s_amd64.deb".formatted(branch, guest), note);
        parts.put("Guest_Drivers/nvidia-linux-grid-%s-%s-1.x86_64.rpm".formatted(branch, guest), note);
        parts.put(
                "Guest_Drivers/NVIDIA-Linux-x86_64-%s-grid.run".formatted(guest), "#!/bin/sh\n# " + note + "exit 1\n");
        parts.put(
                "Guest_Drivers/%s_grid_win10_win11_server2019_server2022_dch_64bit_international.exe"
                        .formatted(windows),
                note);
        parts.put("Host_Drivers/NVIDIA-Linux-x86_64-%s-vgpu-kvm.run".formatted(host), installer(host));
        parts.put("Signing_Keys/vgpu_debian_publickey.pub", note);
        parts.put("Signing_Keys/vgpu_rpm_publickey.pub", note);
        return parts;
    }
}
