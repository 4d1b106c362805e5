package dev.gantry.cli.command.shared;

import dev.gantry.cli.call.CallFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A folder as tar.gz, without what git and editors keep there. Links stay links: inventory follows them within the folder. */
public final class Packed {
    private static final Set<String> LEFT_OUT = Set.of(".git", ".tox", ".venv", "node_modules", "__pycache__");

    private Packed() {}

    public static byte[] folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CallFailed(folder + " is no folder; give the one that holds inventory/ and the variables");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, Path> file : files(folder).entrySet()) {
                add(tar, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new CallFailed("cannot read " + folder + ": " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, Path> files(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(String.valueOf(directory.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
                link.setLinkName(Files.readSymbolicLink(file).toString());
                tar.putArchiveEntry(link);
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] content = Files.readAllBytes(file);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
            } else {
                return; // a socket or a pipe
            }
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
