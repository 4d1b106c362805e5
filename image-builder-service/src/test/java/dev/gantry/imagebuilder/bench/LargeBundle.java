package dev.gantry.imagebuilder.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a driver bundle of a expected size whose bytes do not repeat from one seed to the next. */
final class LargeBundle {

    private static final int BLOCK_BYTES = 1 << 20;

    private LargeBundle() {}

    static void write(Path target, long bytes, long seed) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        new Random(seed).nextBytes(block);
        long blocks = bytes / BLOCK_BYTES;
        CRC32 crc = new CRC32();
        for (long i = 0; i < blocks; i++) {
            crc.update(block);
        }
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            ZipEntry entry = new ZipEntry("Host_Drivers/NVIDIA-Linux-x86_64-made-up-%d-vgpu-kvm.run".formatted(seed));
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(blocks * BLOCK_BYTES);
            entry.setCompressedSize(blocks * BLOCK_BYTES);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            for (long i = 0; i < blocks; i++) {
                out.write(block);
            }
        }
    }
}
