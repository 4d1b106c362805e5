package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads a driver bundle zip by its directory, never as a whole, and unpacks single parts with the size they claim as the limit. */
public final class BundleZip {

    // a real bundle's directory has some KiB
    private static final long DIRECTORY_LIMIT = 4L << 20;

    private BundleZip() {}

    /** @throws ProblemException {@code bundle-not-a-zip}, {@code bundle-unsafe} or {@code bundle-incomplete} */
    public static BundleContents read(Path zip, ZipLimits limits) throws IOException {
        List<BundleEntry> entries = new ArrayList<>();
        refuseHugeDirectory(zip);
        try (ZipFile file = open(zip)) {
            for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
                if (entry.isUnixSymlink()) {
                    throw ProblemException.invalid(
                            "bundle-unsafe",
                            "Zip not safe to unpack",
                            new Violation(
                                    entry.getName(),
                                    "a symbolic link",
                                    "plain files and folders",
                                    "Fetch the bundle again from NVIDIA's licensing portal"));
                }
                if (!entry.isDirectory()) {
                    entries.add(entryOf(entry, file));
                }
            }
        }
        return BundleContents.check(entries, Files.size(zip), limits);
    }

    /** Unpacks one part to a new file; a part that is larger than its directory entry says is a bomb. */
    public static StoredFile unpack(Path zip, BundleEntry part, Path target) throws IOException {
        try (ZipFile file = open(zip)) {
            ZipArchiveEntry entry = file.getEntry(part.path());
            try (CheckedInputStream in = new CheckedInputStream(file.getInputStream(entry), new CRC32())) {
                StoredFile stored = HashedFile.write(in, target, part.bytes());
                boolean isWhole =
                        stored.bytes() == part.bytes() && in.getChecksum().getValue() == entry.getCrc();
                if (!isWhole) {
                    Files.deleteIfExists(target);
                    throw damaged(
                            part.path(),
                            "%d bytes with CRC %08x"
                                    .formatted(stored.bytes(), in.getChecksum().getValue()),
                            "%d bytes with CRC %08x".formatted(part.bytes(), entry.getCrc()));
                }
                return stored;
            }
        } catch (HashedFile.TooLarge e) {
            throw damaged(part.path(), e.getMessage() + " unpacked", "the size the zip's directory gives");
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw damaged(part.path(), String.valueOf(e.getMessage()), "data that unpacks");
        }
    }

    /** The directory is read whole, so its size is looked at before: a zip of nothing but names would fill the memory. */
    private static void refuseHugeDirectory(Path zip) throws IOException {
        long bytes = ZipDirectory.bytes(zip);
        if (bytes > DIRECTORY_LIMIT) {
            throw ProblemException.invalid(
                    "bundle-unsafe",
                    "Zip not safe to unpack",
                    new Violation(
                            "entries",
                            "a directory of %d bytes".formatted(bytes),
                            "at most %d".formatted(DIRECTORY_LIMIT),
                            "Fetch the bundle again from NVIDIA's licensing portal"));
        }
    }

    private static BundleEntry entryOf(ZipArchiveEntry entry, ZipFile file) {
        if (!file.canReadEntryData(entry)) {
            throw ProblemException.invalid(
                    "bundle-unsafe",
                    "Zip not safe to unpack",
                    new Violation(
                            entry.getName(),
                            "encrypted or packed in an unknown way",
                            "a plain or deflated entry",
                            "Fetch the bundle again from NVIDIA's licensing portal"));
        }
        return new BundleEntry(
                entry.getName(), PartRole.of(entry.getName()), entry.getSize(), entry.getCompressedSize());
    }

    private static ZipFile open(Path zip) throws IOException {
        try {
            return ZipFile.builder()
                    .setPath(zip)
                    .setMaxNumberOfDisks(1)
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (IOException e) {
            throw ProblemException.invalid(
                    "bundle-not-a-zip",
                    "Not a whole zip file",
                    new Violation(
                            "body",
                            "%d bytes without a zip directory (%s)".formatted(Files.size(zip), e.getMessage()),
                            "a complete zip",
                            "Compare its size and sha256sum with the licensing portal and send it again"));
        }
    }

    private static ProblemException damaged(String path, String found, String expected) {
        return ProblemException.invalid(
                "bundle-damaged",
                "A part of the bundle cannot be unpacked",
                new Violation(path, found, expected, "Fetch the bundle again from NVIDIA's licensing portal"));
    }
}
