package dev.gantry.provisioner.driver;

import dev.gantry.kit.zip.InvalidZipException;
import dev.gantry.kit.zip.ZipArchive;
import dev.gantry.kit.zip.ZipPart;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A vendor's driver bundle: a zip with {@code Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run} among others. */
record DriverBundleReader(Path zip, long limitBytes) {

    private static final String HOST_FOLDER = "Host_Drivers/";

    /** The entry with the file name of {@code remotePath}, else the only one with its ending, unpacked into {@code place}. */
    Path hostPart(String remotePath, Path place) throws IOException {
        try (ZipArchive archive = ZipArchive.open(zip)) {
            List<ZipPart> parts = archive.parts();
            parts.forEach(this::refuseUnsafe);
            ZipPart part = chosen(parts, remotePath);
            Path file = place.resolve("host-" + Checksum.of(part.path() + part.crc()));
            if (!Files.exists(file) || Files.size(file) != part.bytes()) {
                unpack(archive, part, file);
            }
            return file;
        } catch (InvalidZipException damaged) {
            throw unusable("cannot be unpacked: " + damaged.getMessage());
        }
    }

    private static void unpack(ZipArchive archive, ZipPart part, Path file) throws IOException {
        Path making = Files.createTempFile(file.getParent(), "part", "");
        try (InputStream in = archive.open(part.path())) {
            Files.copy(in, making, StandardCopyOption.REPLACE_EXISTING);
            Files.move(making, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(making);
        }
    }

    private ZipPart chosen(List<ZipPart> parts, String remotePath) {
        String name = remotePath.substring(remotePath.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        List<ZipPart> drivers = parts.stream()
                .filter(p -> p.isFile() && p.path().contains(HOST_FOLDER))
                .toList();
        List<ZipPart> named =
                drivers.stream().filter(p -> p.fileName().equals(name)).toList();
        List<ZipPart> fitting = named.isEmpty()
                ? drivers.stream().filter(p -> p.path().endsWith("." + ending)).toList()
                : named;
        return switch (fitting.size()) {
            case 1 -> fitting.getFirst();
            case 0 -> throw unusable("has no " + HOST_FOLDER + "*." + ending + ", but " + paths(drivers));
            default ->
                throw unusable("has several files for " + name + ": " + paths(fitting)
                        + "; give the driver's path the file name of the one that is wanted");
        };
    }

    private static List<String> paths(List<ZipPart> parts) {
        return parts.stream().map(ZipPart::path).toList();
    }

    /** A name that leads out of the folder it is unpacked to is an attack or a mistake; either way nothing of it is used. */
    private void refuseUnsafe(ZipPart part) {
        if (part.leavesItsFolder()) {
            throw unusable("holds a file that leads outside: " + part.path());
        }
        if (part.bytes() > limitBytes) {
            throw unusable("holds %s with %d bytes, more than %d".formatted(part.path(), part.bytes(), limitBytes));
        }
    }

    private RemoteException unusable(String why) {
        return new RemoteException(RemoteReason.DRIVER_UNUSABLE, "the driver bundle " + zip.getFileName() + " " + why);
    }
}
