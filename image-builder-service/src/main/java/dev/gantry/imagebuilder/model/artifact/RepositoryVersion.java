package dev.gantry.imagebuilder.model.artifact;

import java.util.List;

/** What a repository held after one change; {@code files} by path. The highest number is what is served. */
public record RepositoryVersion(long number, List<File> files) {

    /** One published file. */
    public record File(String relativePath, Sha256 sha256, long bytes) {}

    public RepositoryVersion {
        files = List.copyOf(files);
    }

    /** Whether it holds these bytes under this file name, in whatever folder. */
    public boolean holds(String fileName, Sha256 sha256) {
        return files.stream()
                .filter(f -> f.sha256().equals(sha256))
                .map(File::relativePath)
                .anyMatch(path -> path.equals(fileName) || path.endsWith("/" + fileName));
    }

    /** The line of Pulp's {@code PULP_MANIFEST}: path, sha256, size. */
    public static String manifestLine(File file) {
        return "%s,%s,%d".formatted(file.relativePath(), file.sha256(), file.bytes());
    }

    /** Reads {@code NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip,c8e1…61e0,1073741824}; a path may hold commas. */
    public static File parseManifestLine(String line) {
        int size = line.lastIndexOf(',');
        int sha = line.lastIndexOf(',', size - 1);
        return new File(
                line.substring(0, sha),
                new Sha256(line.substring(sha + 1, size)),
                Long.parseLong(line.substring(size + 1)));
    }
}
