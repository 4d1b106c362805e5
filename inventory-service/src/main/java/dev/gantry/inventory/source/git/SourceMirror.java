package dev.gantry.inventory.source.git;

import dev.gantry.git.Commit;
import dev.gantry.git.GitMirror;
import dev.gantry.inventory.imports.archive.FolderFiles;
import dev.gantry.inventory.source.model.SourceCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commits of a source's branch as they were fetched, and the kayobe configuration in each. */
public final class SourceMirror implements AutoCloseable {

    private final GitMirror mirror;
    private final String folder;

    SourceMirror(GitMirror mirror, String folder) {
        this.mirror = mirror;
        this.folder = folder;
    }

    /** A commit with all that is said of it. */
    public record Described(SourceCommit commit, String message) {}

    public SourceCommit newest() {
        try {
            return commit(mirror.newest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceCommit commit(Commit commit) {
        return new SourceCommit(commit.id(), commit.author(), commit.subject(), commit.at());
    }

    /** Whether the branch's history holds that commit. */
    public boolean contains(String commit) {
        try {
            return mirror.contains(commit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of first parents after a commit, oldest first; empty when there are more than {@code most}. */
    public Optional<List<Described>> since(String commit, int most) {
        try {
            return mirror.since(commit, most).map(line -> line.stream()
                    .map(c -> new Described(commit(c), c.message()))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an import would be given; empty when the commit does not have the folder. */
    public Optional<FolderFiles> files(String commit) {
        FolderFiles.Collector files = new FolderFiles.Collector();
        try {
            boolean isThere = mirror.read(commit, folder, new GitMirror.Visitor() {
                @Override
                public boolean takes(String path, long size) {
                    return files.takes(path, size);
                }

                @Override
                public void file(String path, byte[] content) {
                    files.add(path, content);
                }

                @Override
                public void symbolicLink(String path, String target) {
                    files.symbolicLink(path, target);
                }

                @Override
                public boolean hasRoom() {
                    return files.hasRoom();
                }
            });
            return isThere ? Optional.of(files.collected()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for commits that say the same to an import. */
    public static String digest(FolderFiles files) {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, String> file : files.texts().entrySet()) {
                sum.update(file.getKey().getBytes(StandardCharsets.UTF_8));
                sum.update((byte) 0);
                sum.update(file.getValue().getBytes(StandardCharsets.UTF_8));
                sum.update((byte) 0);
            }
            return HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        mirror.close();
    }
}
