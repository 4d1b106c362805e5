package dev.gantry.inventory.source.git;

import dev.gantry.git.BranchUnknownException;
import dev.gantry.git.GitAccess;
import dev.gantry.git.GitMirror;
import dev.gantry.git.GitRemote;
import dev.gantry.git.RootCause;
import dev.gantry.git.TargetGuard;
import dev.gantry.inventory.source.git.SourceFiles.SourceFileMissingException;
import dev.gantry.inventory.source.model.SourceSpec;
import dev.gantry.inventory.source.model.SourceState;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.kit.client.TargetRefusedException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Fetches the branches of sources into mirrors of ours. A mirror that is broken, as by a full disk, is made anew. */
@ApplicationScoped
public class SourceClient {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final OutgoingHttp http;
    private final SourceFiles files;
    private final Path folder;

    SourceClient(
            OutgoingHttp http,
            TargetPolicy targets,
            SourceFiles files,
            @ConfigProperty(name = "gantry.data-dir") String dataDir) {
        this.http = http.heldAgainst(targets);
        this.files = files;
        this.folder = Path.of(dataDir, "sources");
    }

    /** @throws SourceAwayException when no commit can be read */
    public SourceMirror fetch(String name, SourceSpec spec) throws SourceAwayException {
        Path mirror = folder.resolve(name);
        try {
            return mirror(mirror, spec);
        } catch (IOException | JGitInternalException e) {
            Log.warnf("mirror made anew source=%s reason=%s", name, RootCause.of(e));
        }
        try {
            delete(mirror);
            return mirror(mirror, spec);
        } catch (IOException | JGitInternalException e) {
            throw new SourceAwayException(
                    SourceState.UNREACHABLE,
                    "mirror-unusable",
                    "%s: %s".formatted(mirror, RootCause.of(e)),
                    "Look at the folder and the room on its disk.");
        }
    }

    private SourceMirror mirror(Path mirror, SourceSpec spec) throws SourceAwayException, IOException {
        GitRemote remote = remote(spec);
        try (GitAccess access = access(remote)) {
            return new SourceMirror(GitMirror.fetch(mirror, remote, spec.branch(), access, WITHIN), spec.folder());
        } catch (BranchUnknownException e) {
            throw new SourceAwayException(
                    SourceState.BRANCH_MISSING,
                    "branch-unknown",
                    "%s: %s".formatted(spec.url(), e.getMessage()),
                    "Push the branch, or name another one in the source.");
        } catch (GitAPIException e) {
            throw unreachable(spec, e);
        }
    }

    private static SourceAwayException unreachable(SourceSpec spec, Exception e) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof TargetRefusedException) {
                return refused(String.valueOf(t.getMessage()));
            }
        }
        return new SourceAwayException(
                SourceState.UNREACHABLE,
                "git-unreachable",
                "%s: %s".formatted(spec.url(), RootCause.of(e)),
                "Look whether the server is up and takes the key or the token; it is tried again by itself.");
    }

    private static SourceAwayException refused(String why) {
        return new SourceAwayException(
                SourceState.UNREACHABLE, "git-refused", why, "Name another address, or have this one allowed.");
    }

    private GitRemote remote(SourceSpec spec) throws SourceAwayException {
        try {
            SourceSpec.Access access = files.resolved(spec.access());
            return new GitRemote(
                    spec.url(), access.keyPath(), access.knownHosts(), access.tokenPath(), access.caPath());
        } catch (SourceFileMissingException e) {
            throw unreadable(e);
        }
    }

    private static SourceAwayException unreadable(IOException e) {
        return new SourceAwayException(
                SourceState.UNREACHABLE,
                "source-file-missing",
                String.valueOf(e.getMessage()),
                "Put the file there, or name another one in the source.");
    }

    private GitAccess access(GitRemote remote) throws SourceAwayException {
        try {
            return GitAccess.of(remote, "", guard());
        } catch (TargetRefusedException e) {
            throw refused(String.valueOf(e.getMessage()));
        } catch (GitAccess.UnreadableFile e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new SourceAwayException(
                    SourceState.UNREACHABLE,
                    "git-unreachable",
                    "%s: %s".formatted(remote.url(), RootCause.of(e)),
                    "Look whether the server's name is right and known; it is tried again by itself.");
        }
    }

    private TargetGuard guard() {
        return target -> {
            try {
                http.requireAllowed(target);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped while " + target.getHost() + " was asked", e);
            }
        };
    }

    /** What was fetched for a source that is gone. */
    public void forget(String name) {
        try {
            delete(folder.resolve(name));
        } catch (IOException e) {
            Log.warnf("mirror not deleted source=%s reason=%s", name, RootCause.of(e));
        }
    }

    private static void delete(Path mirror) throws IOException {
        if (!Files.exists(mirror)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(mirror)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
