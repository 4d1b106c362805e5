package dev.gantry.novaconfig.model.settings;

import org.jspecify.annotations.Nullable;

/**
 * The kayobe configuration repository. {@code folder} is where the configuration stands in it, e.g. {@code etc/kayobe}; {@code keyPath} is
 * the private key file for ssh, {@code knownHosts} the file that pins the server, {@code tokenPath} a file with the token for https,
 * {@code caPath} a PEM file with the authorities that the https server is trusted by, else those of the system.
 */
public record GitTarget(
        String url,
        @Nullable String branch,
        @Nullable String folder,
        @Nullable String authorName,
        @Nullable String authorEmail,
        @Nullable String keyPath,
        @Nullable String knownHosts,
        @Nullable String tokenPath,
        @Nullable String caPath) {

    public String branchOrDefault() {
        return branch == null || branch.isBlank() ? "main" : branch;
    }

    /** Without slashes at the ends; empty for the root. */
    public String folderOrDefault() {
        return folder == null ? "etc/kayobe" : folder.replaceAll("^/+|/+$", "");
    }

    public String authorNameOrDefault() {
        return authorName == null ? "Gantry" : authorName;
    }

    public String authorEmailOrDefault() {
        return authorEmail == null ? "gantry@localhost" : authorEmail;
    }
}
