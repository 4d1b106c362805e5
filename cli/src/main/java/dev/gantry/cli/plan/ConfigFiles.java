package dev.gantry.cli.plan;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.inventory.imports.archive.FolderFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a kayobe configuration: as an import takes them, and with the .conf files, which the lints read. */
record ConfigFiles(FolderFiles imported, SortedMap<String, String> linted) {
    private static final List<String> LEFT_OUT = List.of(".git", ".tox", ".venv", "node_modules", "__pycache__");
    private static final long MOST_BYTES = 4 << 20;
    private static final int DEEP = 20;

    static ConfigFiles of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CallFailed(folder + " is no folder; give the one that holds inventory/ and the variables");
        }
        FolderFiles.Collector imported = new FolderFiles.Collector();
        SortedMap<String, String> linted = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, DEEP)) {
            Path real = folder.toRealPath();
            for (Path file :
                    all.filter(f -> isOurs(folder.relativize(f))).sorted().toList()) {
                if (Files.isRegularFile(file) && file.toRealPath().startsWith(real) && Files.size(file) <= MOST_BYTES) {
                    String path = folder.relativize(file).toString().replace('\\', '/');
                    byte[] content = Files.readAllBytes(file);
                    imported.add(path, content);
                    linted.put(path, new String(content, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CallFailed("cannot read " + folder + ": " + e.getMessage(), e);
        }
        return new ConfigFiles(imported.collected(), linted);
    }

    private static boolean isOurs(Path path) {
        return Stream.iterate(path, p -> p != null, Path::getParent)
                .noneMatch(p -> LEFT_OUT.contains(String.valueOf(p.getFileName())));
    }
}
