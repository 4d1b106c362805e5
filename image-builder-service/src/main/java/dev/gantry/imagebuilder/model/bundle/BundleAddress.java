package dev.gantry.imagebuilder.model.bundle;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a bundle lies that is to be fetched: an http(s) address, or a file of this machine. Read once; what it holds can be fetched from. */
public record BundleAddress(URI uri) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    private static final int LARGEST_PORT = 65_535;

    /** @throws ProblemException {@code url-malformed} */
    public static BundleAddress parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw malformed(url, "http://, https:// or file:// and a path");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || uri.getPath() == null || uri.getPath().isEmpty()) {
            throw malformed(url, "http://, https:// or file:// and a path");
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            // nothing of it is repeated: it may be a password
            throw malformed(
                    "an address with a user or password in it",
                    "an address without: download the bundle and send it, or let the server accept this machine");
        }
        if (uri.getPath().chars().anyMatch(Character::isISOControl)) {
            throw malformed(url, "a path without control characters");
        }
        Optional<String> wrong = scheme.equals("file") ? wrongFile(uri) : wrongHost(uri);
        wrong.ifPresent(expected -> {
            throw malformed(url, expected);
        });
        return new BundleAddress(uri);
    }

    /** Empty for an http(s) address. */
    public Optional<Path> file() {
        return "file".equalsIgnoreCase(uri.getScheme()) ? Optional.of(Path.of(local())) : Optional.empty();
    }

    /** The name of the bundle: the last part of the path. */
    public String fileName() {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What it is fetched from: {@code file://localhost/x} is the file {@code /x}. */
    public URI local() {
        return "file".equalsIgnoreCase(uri.getScheme()) ? URI.create("file://" + uri.getRawPath()) : uri;
    }

    private static Optional<String> wrongFile(URI uri) {
        String host = uri.getHost() == null ? uri.getRawAuthority() : uri.getHost();
        if (host != null && !host.isEmpty() && !host.equalsIgnoreCase("localhost")) {
            return Optional.of("file:/// and a path of this machine; files of other hosts are fetched by https");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("file:/// and a path; ? and # in it are written %3F and %23");
        }
        try {
            Path path = Path.of(URI.create("file://" + uri.getRawPath()));
            return path.getFileName() == null ? Optional.of("file:/// and the path of a file") : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.of("file:/// and a path that can be one");
        }
    }

    private static Optional<String> wrongHost(URI uri) {
        if (uri.getHost() == null) {
            return Optional.of("the name or address of a host");
        }
        boolean isPort = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= LARGEST_PORT);
        return isPort ? Optional.empty() : Optional.of("a port from 1 to " + LARGEST_PORT);
    }

    private static ProblemException malformed(String found, String expected) {
        return ProblemException.invalid(
                "url-malformed",
                "Address not usable",
                new Violation("url", found, expected, "Give the full address of the bundle"));
    }
}
