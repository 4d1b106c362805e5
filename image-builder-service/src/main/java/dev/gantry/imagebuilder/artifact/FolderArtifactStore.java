package dev.gantry.imagebuilder.artifact;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An artifact store in a folder: each file once by its digest in {@code blobs/}, each version of a repository as a file in the form of
 * Pulp's {@code PULP_MANIFEST} in {@code repositories/<name>/}. A version is written whole or not at all, and never changed.
 */
public final class FolderArtifactStore implements ArtifactStore {

    private final Path root;
    private final String contentUrl;
    private final ReentrantLock inThisProcess = new ReentrantLock();

    /** @param contentUrl where the folder is served, e.g. {@code http://127.0.0.1:8104/pulp/content} */
    public FolderArtifactStore(Path root, String contentUrl) {
        this.root = root;
        this.contentUrl = contentUrl;
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public Map<String, String> publish(String repository, List<Artifact> artifacts, Checkpoints checkpoints) {
        locked(() -> {
            Map<String, RepositoryVersion.File> files = new TreeMap<>();
            Optional<RepositoryVersion> latest = latest(repository);
            latest.ifPresent(v -> v.files().forEach(f -> files.put(f.relativePath(), f)));
            for (Artifact artifact : artifacts) {
                refuseOtherBytes(repository, artifact);
                store(artifact);
                files.put(
                        artifact.relativePath(),
                        new RepositoryVersion.File(artifact.relativePath(), artifact.sha256(), artifact.bytes()));
            }
            return append(repository, latest, List.copyOf(files.values()));
        });
        Map<String, String> urls = new LinkedHashMap<>();
        artifacts.forEach(a ->
                urls.put(a.relativePath(), contentUrl + "/" + repository + "/" + Artifact.urlPath(a.relativePath())));
        return urls;
    }

    @Override
    public Optional<Sha256> publishedAs(String repository, String relativePath) {
        return versions(repository).stream()
                .flatMap(v -> v.files().stream())
                .filter(f -> f.relativePath().equals(relativePath))
                .map(RepositoryVersion.File::sha256)
                .findFirst();
    }

    private void refuseOtherBytes(String repository, Artifact artifact) {
        publishedAs(repository, artifact.relativePath())
                .filter(other -> !other.equals(artifact.sha256()))
                .ifPresent(other -> {
                    throw RemoteException.retryable(
                            "published-name-taken",
                            "%s stands for sha256 %s in %s and keeps it; the file to publish has %s"
                                    .formatted(artifact.relativePath(), other, repository, artifact.sha256()));
                });
    }

    @Override
    public List<RepositoryVersion> versions(String repository) {
        Path folder = folder(repository);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("[1-9]\\d*"))
                    .map(FolderArtifactStore::read)
                    .sorted(Comparator.comparingLong(RepositoryVersion::number).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RepositoryVersion rollBack(String repository, long number) {
        Path expected = folder(repository).resolve(String.valueOf(number));
        if (!Files.exists(expected)) {
            throw ProblemException.unknown(
                    "repository-version-not-found",
                    "Repository version not known",
                    "Repository %s has no version %d; versions lists those it has.".formatted(repository, number));
        }
        return locked(
                () -> append(repository, latest(repository), read(expected).files()));
    }

    /** The file behind a served path; empty when the newest version does not hold it. */
    public Optional<StoredFile> find(String repository, String relativePath) {
        return latest(repository).flatMap(v -> v.files().stream()
                .filter(f -> f.relativePath().equals(relativePath))
                .map(f -> new StoredFile(blob(f.sha256()), f.sha256(), f.bytes()))
                .findFirst());
    }

    /** The newest version; empty when the repository is not known. */
    public Optional<RepositoryVersion> latest(String repository) {
        Path folder = folder(repository);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("[1-9]\\d*"))
                    .max(Comparator.comparingLong(
                            f -> Long.parseLong(f.getFileName().toString())))
                    .map(FolderArtifactStore::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RepositoryVersion append(
            String repository, Optional<RepositoryVersion> latest, List<RepositoryVersion.File> files)
            throws IOException {
        if (latest.isPresent() && latest.get().files().equals(files)) {
            return latest.get();
        }
        RepositoryVersion next =
                new RepositoryVersion(latest.map(RepositoryVersion::number).orElse(0L) + 1, files);
        Path folder = Files.createDirectories(folder(repository));
        String text = files.stream().map(RepositoryVersion::manifestLine).collect(Collectors.joining("\n", "", "\n"));
        Path unfinished = folder.resolve("unfinished");
        Files.writeString(unfinished, text);
        force(unfinished);
        Files.move(unfinished, folder.resolve(String.valueOf(next.number())), StandardCopyOption.ATOMIC_MOVE);
        return next;
    }

    /** The same bytes twice need no second copy; a link costs nothing where the file system has them. */
    private void store(Artifact artifact) throws IOException {
        Path blob = blob(artifact.sha256());
        if (Files.exists(blob) && Files.size(blob) == artifact.bytes()) {
            return;
        }
        Files.createDirectories(blob.getParent());
        Path unfinished = blob.resolveSibling(blob.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        try {
            Files.createLink(unfinished, artifact.file());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException noLinks) {
            Files.copy(artifact.file(), unfinished, StandardCopyOption.REPLACE_EXISTING);
            force(unfinished);
        }
        Files.move(unfinished, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path blob(Sha256 sha256) {
        return root.resolve("blobs").resolve(sha256.hex().substring(0, 2)).resolve(sha256.hex());
    }

    /** Names come from requests: one plain folder name, nothing that leads elsewhere. */
    private Path folder(String repository) {
        String plain = repository.matches("[a-z0-9][a-z0-9._-]*") ? repository : "-";
        return root.resolve("repositories").resolve(plain);
    }

    private static RepositoryVersion read(Path version) {
        try {
            List<RepositoryVersion.File> files = Files.readAllLines(version).stream()
                    .filter(line -> !line.isBlank())
                    .map(RepositoryVersion::parseManifestLine)
                    .toList();
            return new RepositoryVersion(Long.parseLong(version.getFileName().toString()), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private interface Change<T> {
        T make() throws IOException;
    }

    private <T> T locked(Change<T> change) {
        inThisProcess.lock();
        try {
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return change.make();
            }
        } catch (IOException e) {
            String words = String.valueOf(e.getMessage());
            String reason = words.contains("No space left") ? "store-full" : "store-failed";
            throw RemoteException.retryable(reason, "%s: %s".formatted(root, words), e);
        } finally {
            inThisProcess.unlock();
        }
    }
}
