package dev.gantry.imagebuilder.artifact;

import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Checkpoints;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where files are published so that hosts and image builds can fetch them by the path {@code /pulp/content/<base>/<file>}. */
public interface ArtifactStore {

    /** {@code folder} or {@code pulp}. */
    String kind();

    /** The bytes that a path ever stood for, in any version of the repository; empty for a path that is free. */
    Optional<Sha256> publishedAs(String repository, String relativePath);

    /**
     * Makes the files visible, all of them or, after a failure, those that were reached; doing it again goes on from there,
     * and doing it with files already there changes nothing. All that one call brings is one version of the repository.
     * A path that stood for other bytes is refused: {@code published-name-taken}.
     *
     * @return URL by relative path
     * @throws dev.gantry.imagebuilder.model.RemoteException with the store's own words
     */
    Map<String, String> publish(String repository, List<Artifact> artifacts, Checkpoints checkpoints);

    /** Newest first; empty when the repository is not known. */
    List<RepositoryVersion> versions(String repository);

    /** Serves again what an earlier version held, as a new version, and answers that one. */
    RepositoryVersion rollBack(String repository, long number);
}
