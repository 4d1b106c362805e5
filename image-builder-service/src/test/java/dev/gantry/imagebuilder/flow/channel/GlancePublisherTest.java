package dev.gantry.imagebuilder.flow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.flow.OpenStackClients;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.openstack.GlanceClient;
import dev.gantry.imagebuilder.openstack.MadeCloud;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class GlancePublisherTest {

    private static final byte[] BYTES = "the bytes of an image".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private MadeCloud cloud;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        cloud = new MadeCloud();
        file = Files.write(folder.resolve("Rocky9.qcow2"), BYTES);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void sharedImageCarriesItsPropertiesAndTakesTheNameOfTheBuildBefore() throws IOException {
        // given
        GlancePublisher publish = withCloud();
        String before = publish.publish(build("b-1", "shared"), result("5c:aa"), file, GlancePublisher.Arrival.NAMED)
                .orElseThrow();
        // when
        String id = publish.publish(build("b-2", "shared"), result("5c:aa"), file, GlancePublisher.Arrival.NAMED)
                .orElseThrow();
        // then
        assertThat(id).isEqualTo(GlanceClient.idOf("b-2").toString());
        ObjectNode image = cloud.images.get(id);
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("name").asText()).isEqualTo("Rocky9");
        assertThat(image.path("visibility").asText()).isEqualTo("shared");
        assertThat(image.path("disk_format").asText()).isEqualTo("qcow2");
        assertThat(image.path("cpu_arch").asText()).isEqualTo("x86_64");
        assertThat(image.path("os_type").asText()).isEqualTo("linux");
        assertThat(image.path("gantry_sha256").asText())
                .isEqualTo(Sha256.of(BYTES).hex());
        assertThat(cloud.members.get(id)).containsExactly("research");
        assertThat(cloud.images.get(before).path("name").asText()).isEqualTo("Rocky9 (build b-1)");
        assertThat(cloud.images.get(before).path("os_hidden").asBoolean()).isTrue();
    }

    @Test
    void aBuildBesideAStableOneComesInHiddenUntilItIsPromoted() throws IOException {
        // given
        String stable = withCloud()
                .publish(build("b-1", "shared"), result(null), file, GlancePublisher.Arrival.NAMED)
                .orElseThrow();

        // when
        String id = withCloud()
                .publish(build("b-2", "shared"), result(null), file, GlancePublisher.Arrival.HIDDEN)
                .orElseThrow();

        // then
        assertThat(cloud.images.get(id).path("name").asText()).isEqualTo("Rocky9 (build b-2)");
        assertThat(cloud.images.get(id).path("os_hidden").asBoolean()).isTrue();
        assertThat(cloud.images.get(id).path("visibility").asText()).isEqualTo("private");
        assertThat(cloud.images.get(stable).path("name").asText()).isEqualTo("Rocky9");
        assertThat(cloud.images.get(stable).path("os_hidden").asBoolean()).isFalse();
    }

    @Test
    void whatIsListedIsReadAgainFromGlance() throws IOException {
        // given
        String id = withCloud()
                .publish(build("b-1", "shared"), result(null), file, GlancePublisher.Arrival.HIDDEN)
                .orElseThrow();
        GlanceClient glance = new OpenStackClients(with(cloud)).glance().orElseThrow();
        ListedImage listed =
                new ListedImage(id, "Rocky9", false, "shared", List.of("other"), Map.of("os_distro", "rocky"));

        // when
        glance.list(listed);
        int calls = cloud.calls.size();
        glance.list(listed);

        // then
        ObjectNode image = cloud.images.get(id);
        assertThat(image.path("name").asText()).isEqualTo("Rocky9");
        assertThat(image.path("visibility").asText()).isEqualTo("shared");
        assertThat(image.path("os_hidden").asBoolean()).isFalse();
        assertThat(image.path("os_distro").asText()).isEqualTo("rocky");
        assertThat(image.has("os_type"))
                .as("a property that the definition no longer has")
                .isFalse();
        assertThat(cloud.members.get(id)).containsExactly("other");
        assertThat(cloud.calls.subList(calls, cloud.calls.size())).noneMatch(c -> c.startsWith("PATCH"));

        // and an image that somebody deleted is left alone
        glance.list(new ListedImage("none", "Rocky9", true, null, List.of(), Map.of()));
    }

    @Test
    void licenceTokenNeverReachesEveryone() throws IOException {
        assertThat(withCloud().publish(build("b-1", "public"), result("5c:aa"), file, GlancePublisher.Arrival.NAMED))
                .isEmpty();
        assertThat(withCloud().publish(build("b-1", "community"), result("5c:aa"), file, GlancePublisher.Arrival.NAMED))
                .isEmpty();
        assertThat(cloud.calls).isEmpty();
    }

    @Test
    void imageWithoutATokenMayBePublic() throws IOException {
        // when
        Optional<String> id =
                withCloud().publish(build("b-1", "public"), result(null), file, GlancePublisher.Arrival.NAMED);
        // then
        assertThat(cloud.images.get(id.orElseThrow()).path("visibility").asText())
                .isEqualTo("public");
        assertThat(cloud.members).isEmpty();
    }

    @Test
    void withoutAnImageServiceNothingIsAsked() throws IOException {
        assertThat(new GlancePublisher(new OpenStackClients(withoutCloud()))
                        .publish(build("b-1", "private"), result(null), file, GlancePublisher.Arrival.NAMED))
                .isEmpty();
    }

    private GlancePublisher withCloud() {
        return new GlancePublisher(new OpenStackClients(with(cloud)));
    }

    public static ImageBuilderSettings with(MadeCloud cloud) {
        return settings(Map.of(
                "gantry.image-builder.glance.auth-url",
                cloud.url() + "/v3",
                "gantry.image-builder.glance.credential-id",
                "8c1f",
                "gantry.image-builder.glance.credential-secret",
                "s3cret",
                "gantry.image-builder.glance.region",
                "RegionOne"));
    }

    public static ImageBuilderSettings withoutCloud() {
        return settings(Map.of());
    }

    private static ImageBuilderSettings settings(Map<String, String> set) {
        Map<String, String> all = new HashMap<>(set);
        all.put("gantry.image-builder.url", "http://127.0.0.1:8104");
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ImageBuilderSettings.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(ImageBuilderSettings.class);
    }

    private static Build build(String id, String visibility) {
        ImageDefinition image = new ImageDefinition(
                "Rocky9",
                "qcow2",
                List.of("rocky-container"),
                List.of(),
                Map.of(),
                visibility,
                Map.of("os_type", "linux"),
                List.of(),
                null,
                "amd64",
                null,
                null,
                List.of(),
                visibility.equals("shared") ? List.of("research") : List.of(),
                ImageDefinition.REQUIRED);
        return Build.queued(id, image, Sha256.of(BYTES), Instant.EPOCH);
    }

    private static Build.BuildResult result(String fingerprint) {
        return new Build.BuildResult(
                "Rocky9.qcow2", Sha256.of(BYTES), BYTES.length, null, List.of(), null, fingerprint, null);
    }
}
