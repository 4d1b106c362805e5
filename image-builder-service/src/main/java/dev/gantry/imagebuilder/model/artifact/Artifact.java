package dev.gantry.imagebuilder.model.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file to be published under {@code relativePath} of a repository. */
public record Artifact(String relativePath, Path file, Sha256 sha256, long bytes) {

    public Artifact(String relativePath, StoredFile stored) {
        this(relativePath, stored.path(), stored.sha256(), stored.bytes());
    }

    /** The relative path as a URL has it: {@code vgpu key.pub} is {@code vgpu%20key.pub}, and what is not ASCII its UTF-8 bytes. */
    public static String urlPath(String relativePath) {
        try {
            String path =
                    new URI(null, null, "/" + relativePath, null).getRawPath().substring(1);
            StringBuilder ascii = new StringBuilder(path.length());
            for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
                ascii.append(b < 0 ? "%%%02X".formatted(b) : String.valueOf((char) b));
            }
            return ascii.toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
