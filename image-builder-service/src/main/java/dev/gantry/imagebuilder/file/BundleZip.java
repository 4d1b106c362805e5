package dev.gantry.imagebuilder.file;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.bundle.BundleContents;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.PartRole;
import dev.gantry.imagebuilder.model.bundle.ZipLimits;
import dev.gantry.kit.zip.InvalidZipException;
import dev.gantry.kit.zip.ZipArchive;
import dev.gantry.kit.zip.ZipPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is in a driver bundle, and its parts, with every fault of the zip as a problem. */
public final class BundleZip {

    private static final String FETCH_AGAIN = "Fetch the bundle again from NVIDIA's licensing portal";

    private BundleZip() {}

    /** @throws ProblemException {@code bundle-not-a-zip}, {@code bundle-unsafe} or {@code bundle-incomplete} */
    public static BundleContents read(Path zip, ZipLimits limits) throws IOException {
        List<BundleEntry> entries = new ArrayList<>();
        try (ZipArchive archive = ZipArchive.open(zip)) {
            for (ZipPart part : archive.parts()) {
                refuseUnsafe(part);
                if (part.isFile()) {
                    entries.add(
                            new BundleEntry(part.path(), PartRole.of(part.path()), part.bytes(), part.packedBytes()));
                }
            }
        } catch (InvalidZipException e) {
            throw problem(e);
        }
        return BundleContents.check(entries, Files.size(zip), limits);
    }

    private static void refuseUnsafe(ZipPart part) {
        if (part.leavesItsFolder()) {
            throw unsafe(
                    part.path(), "a path that leaves the folder it is unpacked in", "a plain relative path without ..");
        }
        if (part.kind() == ZipPart.Kind.SYMBOLIC_LINK) {
            throw unsafe(part.path(), "a symbolic link", "plain files and folders");
        }
        if (part.kind() == ZipPart.Kind.UNREADABLE) {
            throw unsafe(part.path(), "encrypted or packed in an unknown way", "a plain or deflated entry");
        }
    }

    /**
     * Unpacks one part to a new file.
     *
     * @throws ProblemException {@code bundle-damaged} when its bytes are not what the zip's directory promises
     */
    public static StoredFile unpack(Path zip, BundleEntry part, Path target) throws IOException {
        try (ZipArchive archive = ZipArchive.open(zip);
                InputStream in = archive.open(part.path())) {
            return HashedFile.write(in, target, part.bytes());
        } catch (InvalidZipException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(InvalidZipException e) {
        return switch (e.kind()) {
            case NOT_A_ZIP ->
                ProblemException.invalid(
                        "bundle-not-a-zip",
                        "Not a whole zip file",
                        new Violation(
                                e.where(),
                                e.found(),
                                e.expected(),
                                "Compare its size and sha256sum with the licensing portal and send it again"));
            case DIRECTORY_TOO_LARGE -> unsafe(e.where(), e.found(), e.expected());
            case PART_DAMAGED ->
                ProblemException.invalid(
                        "bundle-damaged",
                        "A part of the bundle cannot be unpacked",
                        new Violation(e.where(), e.found(), e.expected(), FETCH_AGAIN));
        };
    }

    private static ProblemException unsafe(String where, String found, String expected) {
        return ProblemException.invalid(
                "bundle-unsafe", "Zip not safe to unpack", new Violation(where, found, expected, FETCH_AGAIN));
    }
}
