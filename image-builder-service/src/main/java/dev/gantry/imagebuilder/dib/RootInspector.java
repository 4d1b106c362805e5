package dev.gantry.imagebuilder.dib;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build.Check;
import dev.gantry.imagebuilder.model.build.Build.Verdict;
import dev.gantry.imagebuilder.model.build.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checks on a guest's root file system. Links are not followed: they would lead out of the image. */
final class RootInspector {

    private static final List<String> PROGRAMS = List.of("usr/bin/nvidia-gridd", "usr/sbin/nvidia-gridd");
    /** All that is looked at, below the root. */
    static final List<String> PLACES =
            Stream.concat(Stream.of("etc"), PROGRAMS.stream()).toList();

    private final Path root;

    RootInspector(Path root) {
        this.root = root;
    }

    List<Check> inspect(ImageInspector.Expectation expected) throws IOException {
        List<Check> checks = new ArrayList<>();
        if (expected.token().isPresent()) {
            checks.add(token(expected.token().get()));
            checks.add(manifests(expected.secrets()));
        }
        if (expected.token().isPresent() || expected.featureType().isPresent()) {
            checks.add(gridd(expected.featureType().orElse(1)));
            checks.add(service());
            checks.add(driver());
        }
        if (checks.isEmpty()) {
            checks.add(new Check("contents", Verdict.PASSED, "mounted; nothing was expected inside"));
        }
        return checks;
    }

    private Check token(Sha256 expected) throws IOException {
        Path folder = root.resolve("etc/nvidia/ClientConfigToken");
        List<Path> tokens = List.of();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(folder)) {
                tokens = files.filter(f -> f.toString().endsWith(".tok")).toList();
            }
        }
        if (tokens.size() != 1) {
            return new Check(
                    "token",
                    Verdict.FAILED,
                    "%d token files in /etc/nvidia/ClientConfigToken".formatted(tokens.size()));
        }
        Path token = tokens.getFirst();
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(token, LinkOption.NOFOLLOW_LINKS));
        Object owner = Files.getAttribute(token, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        boolean isSame = Sha256.of(Files.readAllBytes(token)).equals(expected);
        boolean isFine = mode.equals("rwxr--r--") && owner.equals(0) && isSame;
        return new Check(
                "token",
                isFine ? Verdict.PASSED : Verdict.FAILED,
                "%s mode %s owner %s, %s"
                        .formatted(token.getFileName(), mode, owner, isSame ? "the one expected" : "another one"));
    }

    private Check manifests(Redactor secrets) throws IOException {
        Path folder = root.resolve("etc/dib-manifests");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return new Check("token-in-manifests", Verdict.PASSED, "no manifests in the image");
        }
        try (Stream<Path> files = Files.walk(folder, new FileVisitOption[0])) {
            for (Path file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                if (secrets.finds(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                    return new Check("token-in-manifests", Verdict.FAILED, file.getFileName() + " holds the token");
                }
            }
        }
        return new Check("token-in-manifests", Verdict.PASSED, "none holds the token");
    }

    private Check gridd(int featureType) throws IOException {
        Path conf = root.resolve("etc/nvidia/gridd.conf");
        if (!Files.isRegularFile(conf, LinkOption.NOFOLLOW_LINKS)) {
            return new Check("gridd.conf", Verdict.FAILED, "not there");
        }
        List<String> lines = Files.readAllLines(conf, StandardCharsets.ISO_8859_1).stream()
                .map(String::strip)
                .filter(l -> l.startsWith("FeatureType"))
                .toList();
        boolean isFine = lines.equals(List.of("FeatureType=" + featureType));
        return new Check("gridd.conf", isFine ? Verdict.PASSED : Verdict.FAILED, lines.toString());
    }

    private Check service() throws IOException {
        Path units = root.resolve("etc/systemd/system");
        if (Files.isDirectory(units)) {
            try (Stream<Path> links = Files.walk(units, 2)) {
                List<String> enabled = links.map(l -> units.relativize(l).toString())
                        .filter(l -> l.endsWith(".wants/nvidia-gridd.service"))
                        .toList();
                if (!enabled.isEmpty()) {
                    return new Check("service", Verdict.PASSED, enabled.getFirst());
                }
            }
        }
        return new Check("service", Verdict.FAILED, "nvidia-gridd.service is not enabled");
    }

    private Check driver() {
        for (String place : PROGRAMS) {
            if (Files.exists(root.resolve(place), LinkOption.NOFOLLOW_LINKS)) {
                return new Check("driver", Verdict.PASSED, "/" + place);
            }
        }
        return new Check("driver", Verdict.FAILED, "nvidia-gridd is not installed");
    }
}
