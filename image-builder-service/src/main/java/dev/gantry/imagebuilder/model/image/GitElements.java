package dev.gantry.imagebuilder.model.image;

import dev.gantry.imagebuilder.model.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Git repository with elements, as openstack-config's {@code openstack_image_git_elements} writes it. */
public record GitElements(
        String repo,
        @Nullable String local,
        String version,
        @Nullable String elementsPath) {

    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "file");
    // git@git.example.org:infra/elements.git
    private static final Pattern SCP_FORM =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?([A-Za-z0-9][A-Za-z0-9.-]*):(?![:/]{2})([^\\s-].*)");
    // main   v1.0   stable/2025.1   refs/heads/main
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+@-]*");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_./+-]*");

    /** Whatever Git would take for an option, a helper program or a way out of the checkout. */
    List<Violation> violations(String path) {
        List<Violation> violations = new ArrayList<>();
        if (address().isEmpty()) {
            violations.add(new Violation(
                    path + ".repo",
                    shown(),
                    "https://, http://, ssh://, git:// or file:/// and a path, or user@host:path, without a password",
                    "Give the address that git clone takes"));
        }
        if (!VERSION.matcher(version).matches() || version.contains("..") || version.contains("@{")) {
            violations.add(new Violation(
                    path + ".version", version, "a branch, a tag or a commit", "Name one that the repository has"));
        }
        String below = elementsPath;
        if (below != null && !below.isEmpty() && !isInside(below)) {
            violations.add(new Violation(
                    path + ".elementsPath",
                    below,
                    "a folder inside the repository",
                    "Write it relative to the repository's root"));
        }
        return violations;
    }

    /** Whether nothing of it means more to Git than it says. */
    public boolean mayBeGivenToGit() {
        return violations("").isEmpty();
    }

    /** What is asked over the network, as a URL; empty for an address that is none of those we use. */
    public Optional<URI> address() {
        if (repo.startsWith("-") || repo.chars().anyMatch(c -> c <= ' ' || c == 127) || repo.contains("::")) {
            return Optional.empty();
        }
        Matcher scp = SCP_FORM.matcher(repo);
        try {
            URI uri = new URI(!repo.contains("://") && scp.matches() ? "ssh://" + scp.group(1) + "/" : repo);
            return isUsable(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || uri.isOpaque() || uri.getPath() == null) {
            return false;
        }
        if (scheme.equals("file")) {
            return uri.getRawAuthority() == null && uri.getPath().startsWith("/");
        }
        String user = uri.getRawUserInfo();
        boolean isPlainUser = user == null || scheme.equals("ssh") && user.matches("[A-Za-z0-9_][A-Za-z0-9._-]*");
        return uri.getHost() != null && !uri.getHost().startsWith("-") && isPlainUser;
    }

    private static boolean isInside(String folder) {
        return FOLDER.matcher(folder).matches() && !List.of(folder.split("/")).contains("..");
    }

    /** A password in it is not repeated. */
    private String shown() {
        return repo.contains("@") && repo.contains("://") ? "an address with a user in it" : repo;
    }

    /** A short folder name for the checkout, from the repository's address. */
    public String folderName() {
        String last = repo.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        return last.substring(last.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** The same without the folder that another tool would check it out into. */
    GitElements bits() {
        return new GitElements(repo, null, version, elementsPath);
    }

    /** Whether the version is a whole commit, which never moves. */
    public boolean namesCommit() {
        return version.matches("[0-9a-f]{40}");
    }
}
