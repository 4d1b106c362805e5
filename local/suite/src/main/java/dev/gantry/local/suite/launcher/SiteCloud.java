package dev.gantry.local.suite.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the simulated cloud is reached: its clouds.yaml lies in the suite's folder, for its owner alone.
 *
 * @param cloudsFile names one cloud, {@link #NAME}
 */
public record SiteCloud(URI url, Path cloudsFile, String password) {
    public static final String NAME = "simulated";

    /** Writes the file anew: the port may be another one than last time. */
    static SiteCloud write(SuiteFolder home, Ports ports) {
        URI url = URI.create("http://127.0.0.1:" + ports.of(Ports.CLOUD));
        Path file = home.make("cloud").resolve("clouds.yaml");
        String password = read(SecretFiles.cloudPassword(home));
        home.writeSecret(file, """
            clouds:
              %s:
                auth:
                  auth_url: %s/v3
                  username: gantry
                  password: "%s"
                  project_name: admin
                  user_domain_name: Default
                  project_domain_name: Default
                region_name: RegionOne
            """.formatted(NAME, url, password));
        return new SiteCloud(url, file, password);
    }

    @Override
    public String toString() {
        return NAME + " at " + url;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
