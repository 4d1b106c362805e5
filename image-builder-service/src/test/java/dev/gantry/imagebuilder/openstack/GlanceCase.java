package dev.gantry.imagebuilder.openstack;

import dev.gantry.openstack.CloudSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Glance for tests of {@link GlanceClient}, and images for it. */
abstract class GlanceCase {

    @TempDir
    Path folder;

    MadeCloud cloud;

    @BeforeEach
    void start() throws Exception {
        cloud = new MadeCloud();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    GlanceClient glance() {
        return glance(cloud.session());
    }

    static GlanceClient glance(CloudSession session) {
        return new GlanceClient(session, Duration.ofSeconds(10));
    }

    GlanceClient.ImageUpload expected(String build, String bytes) throws Exception {
        return expected(build, bytes, Map.of("os_type", "linux"));
    }

    GlanceClient.ImageUpload expected(String build, String bytes, Map<String, String> properties) throws Exception {
        Path file = Files.writeString(folder.resolve(build + ".raw"), bytes);
        byte[] content = bytes.getBytes(StandardCharsets.UTF_8);
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(content);
        return new GlanceClient.ImageUpload(
                build, "Rocky9", "raw", "shared", false, properties, file, content.length, hash);
    }
}
