package dev.gantry.imagebuilder.flow.artifact;

import dev.gantry.imagebuilder.artifact.FolderArtifactStore;
import dev.gantry.imagebuilder.model.artifact.RepositoryVersion;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds what the folder store serves. */
@ApplicationScoped
public class ContentService {

    private final FolderArtifactStore folder;

    ContentService(FolderArtifactStore folder) {
        this.folder = folder;
    }

    public Optional<StoredFile> find(String repository, String relativePath) {
        return folder.find(repository, relativePath);
    }

    public Optional<RepositoryVersion> latest(String repository) {
        return folder.latest(repository);
    }
}
