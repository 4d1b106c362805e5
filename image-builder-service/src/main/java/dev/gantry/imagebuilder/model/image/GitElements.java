package dev.gantry.imagebuilder.model.image;

import org.jspecify.annotations.Nullable;

/** A Git repository with elements, as openstack-config's {@code openstack_image_git_elements} writes it. */
public record GitElements(
        String repo,
        @Nullable String local,
        String version,
        @Nullable String elementsPath) {

    /** A short folder name for the checkout, from the repository's address. */
    public String folderName() {
        String last = repo.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        return last.substring(last.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** Whether the version is a whole commit, which never moves. */
    public boolean namesCommit() {
        return version.matches("[0-9a-f]{40}");
    }
}
