package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.terminal.SuiteException;
import dev.gantry.simulator.DriverBundleMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Hands driver bundles to the image-builder: the guide's, and a newer one. */
public final class DriverUpload {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private DriverUpload() {}

    /** Returns the URL where it is served, once it is published. */
    public static String make(LocalSuite suite) throws InterruptedException {
        return upload(suite, bundle(suite.home(), DriverBundleMaker::make));
    }

    /** A bundle of a later branch. Returns the URL where it is served, once it is published. */
    public static String makeNewer(LocalSuite suite) throws InterruptedException {
        return upload(
                suite,
                bundle(suite.home(), folder -> DriverBundleMaker.make(folder, "535.161.05", "535.161.07", "538.33")));
    }

    private interface BundleWriter {
        Path write(Path folder) throws IOException;
    }

    private static String upload(LocalSuite suite, Path bundle) throws InterruptedException {
        ApiClient images = suite.api(Service.IMAGE_BUILDER);
        String name = bundle.getFileName().toString();
        Map<String, String> headers = Map.of("Content-Type", "application/octet-stream", "X-File-Name", name);
        ApiClient.require(images.post("/v1/driver-bundles", content(bundle), headers), "uploading " + name);
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonNode seen = images.read("/v1/driver-bundles/" + name);
        while (!seen.path("state").asText().equals("PUBLISHED")) {
            if (System.nanoTime() > end || seen.path("state").asText().equals("FAILED")) {
                throw new SuiteException("the bundle " + name + " was not published: " + seen);
            }
            Pause.of(Duration.ofMillis(200));
            seen = images.read("/v1/driver-bundles/" + name);
        }
        return suite.url(Service.IMAGE_BUILDER) + "/pulp/content/nvidia/" + name;
    }

    private static Path bundle(SuiteFolder home, BundleWriter writer) {
        try {
            return writer.write(home.make("bundle"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the driver bundle", e);
        }
    }

    private static byte[] content(Path bundle) {
        try {
            return Files.readAllBytes(bundle);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + bundle, e);
        }
    }
}
