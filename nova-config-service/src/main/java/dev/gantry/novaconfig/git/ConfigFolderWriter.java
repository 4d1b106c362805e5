package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.ForeignDeviceSpecs;
import dev.gantry.novaconfig.model.publish.KollaLayers;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.ManagedBlock;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A kayobe configuration on disk: our lines go in as marked blocks, those no longer wanted are taken out again. */
final class ConfigFolderWriter {

    private static final String OWN_FOLDER = "kolla/config";
    private static final String INVENTORY = "inventory";

    private final Path root;
    private final List<String> written = new ArrayList<>();
    private final List<LeftAlone> left = new ArrayList<>();

    ConfigFolderWriter(Path root) {
        this.root = root;
    }

    /** @return what of the operator's own stands against it; then nothing must be committed */
    List<Finding> write(Map<String, String> files, List<HostDevices> hosts) throws IOException {
        List<Finding> conflicts = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            conflicts.addAll(write(file.getKey(), file.getValue()));
        }
        removeStale(files);
        Map<String, String> foreign = foreign();
        conflicts.addAll(KollaLayers.conflicts(confs(files), foreign));
        conflicts.addAll(ForeignDeviceSpecs.conflicts(foreign, hosts));
        return conflicts;
    }

    private static Map<String, String> confs(Map<String, String> files) {
        Map<String, String> confs = new TreeMap<>(files);
        confs.keySet().removeIf(path -> !path.endsWith(".conf"));
        return confs;
    }

    /** The operator's own lines of every file that may be laid over or under ours. */
    private Map<String, String> foreign() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : ownConfs()) {
            texts.put(relative(file), ManagedBlock.foreign(Files.readString(file)));
        }
        return texts;
    }

    List<String> written() {
        return List.copyOf(written);
    }

    /** Files of the operator's that we would have written. */
    List<LeftAlone> left() {
        return List.copyOf(left);
    }

    private List<Finding> write(String path, String ours) throws IOException {
        Path file = root.resolve(path);
        Optional<String> existing = Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        boolean yaml = !path.endsWith(".conf");
        if (yaml && existing.isPresent() && !ManagedBlock.isIn(existing.get())) {
            LeftAlone.of(path, existing.get(), ours).ifPresent(left::add);
            return List.of();
        }
        // A file of YAML is wholly ours or not at all: its "---" cannot stand in the middle.
        ManagedBlock.Merged merged = ManagedBlock.into(path, yaml ? Optional.empty() : existing, ours);
        if (!existing.equals(Optional.of(merged.text()))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, merged.text());
            written.add(path);
        }
        return merged.conflicts();
    }

    private void removeStale(Map<String, String> wanted) throws IOException {
        List<Path> own = new ArrayList<>(ownConfs());
        own.addAll(below(INVENTORY));
        for (Path file : own) {
            String path = relative(file);
            String text = wanted.containsKey(path) ? "" : Files.readString(file);
            if (ManagedBlock.isIn(text)) {
                Optional<String> rest = ManagedBlock.without(text);
                if (rest.isPresent()) {
                    Files.writeString(file, rest.get());
                } else {
                    Files.delete(file);
                }
                written.add(path);
            }
        }
    }

    private List<Path> ownConfs() throws IOException {
        return below(OWN_FOLDER).stream()
                .filter(p -> p.toString().endsWith(".conf"))
                .toList();
    }

    private List<Path> below(String folder) throws IOException {
        Path from = root.resolve(folder);
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(from, new FileVisitOption[0])) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
