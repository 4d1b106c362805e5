package dev.gantry.kit.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A URL that a caller gives: held at the door against everything that can be told without a network. */
public final class TargetUrl {

    private static final int MOST_PORT = 65_535;
    private static final int MOST_LENGTH = 2_000;
    // 2130706433   0x7f.1   127.1   192.0.2.7: what resolvers take for an address
    private static final Pattern NUMERIC_HOST =
            Pattern.compile("(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:\\.(?:0[xX][0-9a-fA-F]+|[0-9]+))*\\.?");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");

    private TargetUrl() {}

    /**
     * @param schemes those that this target may have, in lower case
     * @return what is wrong, as the {@code expected} of a violation; empty when nothing is
     */
    public static Optional<String> problem(String text, Set<String> schemes, TargetPolicy policy) {
        if (text.length() > MOST_LENGTH) {
            return Optional.of("a URL of at most " + MOST_LENGTH + " characters");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.of("a URL; " + e.getReason());
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!schemes.contains(scheme)) {
            return Optional.of("a URL that begins with "
                    + String.join(
                            " or ",
                            schemes.stream().sorted().map(s -> s + "://").toList()));
        }
        return scheme.equals("file") ? file(url) : remote(url, policy);
    }

    private static Optional<String> file(URI url) {
        if (url.getRawAuthority() != null
                || url.isOpaque()
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            return Optional.of("file:/// and an absolute path, without a host, a query or a fragment");
        }
        try {
            return Path.of(url).isAbsolute() ? Optional.empty() : Optional.of("an absolute path");
        } catch (IllegalArgumentException e) {
            return Optional.of("file:/// and an absolute path; "
                    + (e instanceof InvalidPathException path ? path.getReason() : e.getMessage()));
        }
    }

    private static Optional<String> remote(URI url, TargetPolicy policy) {
        if (url.getRawUserInfo() != null) {
            return Optional.of("a URL without user and password");
        }
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            return Optional.of("a URL with a host name");
        }
        if (url.getPort() == 0 || url.getPort() > MOST_PORT) {
            return Optional.of("a port from 1 to " + MOST_PORT);
        }
        return literal(host, policy);
    }

    /** A name is held against the policy when it is called; an address at once. */
    private static Optional<String> literal(String host, TargetPolicy policy) {
        boolean isV6 = host.startsWith("[");
        if (!isV6
                && NUMERIC_HOST.matcher(host).matches()
                && !DOTTED_QUAD.matcher(host).matches()) {
            return Optional.of("a host name, or an IPv4 address of four decimal numbers");
        }
        @Nullable InetAddress address = isV6 || DOTTED_QUAD.matcher(host).matches() ? parsed(host) : null;
        if (host.equalsIgnoreCase("localhost") || host.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
            address = InetAddress.getLoopbackAddress();
        }
        return address == null ? Optional.empty() : policy.refusal(address).map(why -> "an allowed target; " + why);
    }

    private static @Nullable InetAddress parsed(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
