package dev.gantry.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses of repositories that may be given to Git: none that it takes for an option, a helper program or a password. */
public final class GitAddress {

    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "file");
    // git@git.example.org:infra/kayobe-config.git
    private static final Pattern SCP_FORM =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)([A-Za-z0-9][A-Za-z0-9.-]*):(?![:/]{2})([^\\s-].*)");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    /** What an address has to look like, for a person. */
    public static final String FORM =
            "https://, http://, ssh:// or file:/// and a path, or user@host:path, without a password";

    private GitAddress() {}

    /** What is asked over the network, as a URL; empty for an address that is none of those we use. */
    public static Optional<URI> parse(String address) {
        boolean isOdd = address.startsWith("-")
                || address.contains("::")
                || address.chars().anyMatch(c -> c <= ' ' || c == 127);
        if (isOdd) {
            return Optional.empty();
        }
        Matcher scp = SCP_FORM.matcher(address);
        try {
            URI uri = new URI(!address.contains("://") && scp.matches() ? "ssh://" + scp.group(1) + "/" : address);
            return isUsable(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether the login is by key. */
    public static boolean isSsh(String address) {
        return parse(address).filter(uri -> uri.getScheme().equals("ssh")).isPresent();
    }

    private static boolean isUsable(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String path = uri.getPath();
        if (!SCHEMES.contains(scheme) || path == null || path.isEmpty()) {
            return false;
        }
        return scheme.equals("file")
                ? uri.getRawAuthority() == null && path.startsWith("/")
                : hasHost(uri) && isPlainUser(uri.getRawUserInfo(), scheme);
    }

    private static boolean hasHost(URI uri) {
        return uri.getHost() != null && !uri.getHost().startsWith("-");
    }

    private static boolean isPlainUser(@Nullable String user, String scheme) {
        return user == null || scheme.equals("ssh") && USER.matcher(user).matches();
    }
}
