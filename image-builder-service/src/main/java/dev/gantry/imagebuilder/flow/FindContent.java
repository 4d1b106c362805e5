package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.model.RepositoryVersion;
import dev.gantry.imagebuilder.model.StoredFile;
import dev.gantry.imagebuilder.pulp.FolderArtifacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds what the folder store serves. */
@ApplicationScoped
public class FindContent {

    private final FolderArtifacts folder;

    FindContent(FolderArtifacts folder) {
        this.folder = folder;
    }

    public Optional<StoredFile> find(String repository, String relativePath) {
        return folder.find(repository, relativePath);
    }

    public Optional<RepositoryVersion> latest(String repository) {
        return folder.latest(repository);
    }
}
