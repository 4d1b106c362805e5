package dev.gantry.imagebuilder.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Driver bundles with the file names of NVIDIA's release 16 and made-up bytes. */
public final class MadeBundle {

    public static final String NAME = "NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip";

    private MadeBundle() {}

    /** The usual files, small. */
    public static Path usual(Path folder) throws IOException {
        return zip(folder.resolve(NAME), files());
    }

    public static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Guest_Drivers/nvidia-linux-grid-525_525.105.17_amd64.deb", "guest deb".getBytes());
        files.put("Guest_Drivers/nvidia-linux-grid-525-525.105.17-1.x86_64.rpm", "guest rpm".getBytes());
        files.put("Guest_Drivers/NVIDIA-Linux-x86_64-525.105.17-grid.run", "guest run".getBytes());
        files.put("Guest_Drivers/528.89_grid_win10_win11_server2019_server2022_64bit.exe", "windows".getBytes());
        files.put("Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run", "host run".getBytes());
        files.put("Signing_Keys/vgpu_debian_publickey.pub", "key".getBytes());
        files.put("525.105.14-525.105.17-528.89-grid-vgpu-release-notes.pdf", "notes".getBytes());
        return files;
    }

    public static Path zip(Path target, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return target;
    }

    /** A bundle of about {@code bytes}, mostly one stored host driver that does not repeat. */
    public static void large(OutputStream target, long bytes) throws IOException {
        byte[] block = new byte[1 << 20];
        new java.util.Random(7).nextBytes(block);
        long blocks = bytes >> 20;
        CRC32 crc = new CRC32();
        for (long i = 0; i < blocks; i++) {
            crc.update(block);
        }
        try (ZipOutputStream out = new ZipOutputStream(target)) {
            ZipEntry entry = new ZipEntry("Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(blocks << 20);
            entry.setCompressedSize(blocks << 20);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            for (long i = 0; i < blocks; i++) {
                out.write(block);
            }
        }
    }
}
