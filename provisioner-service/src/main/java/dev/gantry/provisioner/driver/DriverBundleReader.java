package dev.gantry.provisioner.driver;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A vendor's driver bundle: a zip with {@code Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run} among others. */
record DriverBundleReader(Path zip) {

    private static final String HOST_FOLDER = "Host_Drivers/";

    /** The entry with the file name of {@code remotePath}, else the only one with its ending, unpacked into {@code place}. */
    Path hostPart(String remotePath, Path place) throws IOException {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            List<ZipEntry> entries = opened.stream().map(ZipEntry.class::cast).toList();
            entries.forEach(DriverBundleReader::refuseEscape);
            ZipEntry entry = chosen(entries, remotePath);
            Path part = place.resolve("host-" + Checksum.of(entry.getName() + entry.getCrc()));
            if (!Files.exists(part) || Files.size(part) != entry.getSize()) {
                unpack(opened, entry, part);
            }
            return part;
        } catch (ZipException damaged) {
            throw unusable("is a damaged zip: " + damaged.getMessage());
        }
    }

    private static void unpack(ZipFile opened, ZipEntry entry, Path part) throws IOException {
        Path making = Files.createTempFile(part.getParent(), "part", "");
        try (InputStream in = opened.getInputStream(entry)) {
            Files.copy(in, making, StandardCopyOption.REPLACE_EXISTING);
            Files.move(making, part, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(making);
        }
    }

    private ZipEntry chosen(List<ZipEntry> entries, String remotePath) {
        String name = remotePath.substring(remotePath.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        List<ZipEntry> drivers = entries.stream()
                .filter(e -> !e.isDirectory() && e.getName().contains(HOST_FOLDER))
                .toList();
        return drivers.stream()
                .filter(e -> e.getName().endsWith("/" + name))
                .findFirst()
                .or(() -> drivers.stream()
                        .filter(e -> e.getName().endsWith("." + ending))
                        .findFirst())
                .orElseThrow(() -> unusable("has no " + HOST_FOLDER + "*." + ending + ", but "
                        + drivers.stream().map(ZipEntry::getName).toList()));
    }

    /** A name that leads out of the folder it is unpacked to is an attack or a mistake; either way nothing of it is used. */
    private static void refuseEscape(ZipEntry entry) {
        String name = entry.getName().replace('\\', '/');
        if (name.startsWith("/") || List.of(name.split("/")).contains("..") || name.matches("[A-Za-z]:.*")) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNUSABLE,
                    "the driver bundle holds a file that leads outside: " + entry.getName());
        }
    }

    private RemoteException unusable(String why) {
        return new RemoteException(RemoteReason.DRIVER_UNUSABLE, "the driver bundle " + zip.getFileName() + " " + why);
    }
}
