package dev.gantry.imagebuilder.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlanceClientTest extends GlanceCase {

    @Test
    void aNewImageTakesTheNameOfTheOneBeforeOnlyWhenItIsWholeAndShared() throws Exception {
        // given
        GlanceClient glance = glance();
        String old = glance.upload(expected("build-1", "old bytes"));
        othersWithTheName();
        cloud.calls.clear();

        // when
        String id = glance.upload(expected("build-2", "new bytes"));
        glance.share(id, List.of("projecta", "projectb"));
        glance.replaceEarlier(id, "Rocky9");

        // then
        String images = "/v2/images/";
        assertThat(cloud.calls)
                .containsExactly(
                        "GET " + images + id,
                        "POST /v2/images",
                        "PUT " + images + id + "/file",
                        "GET " + images + id,
                        "GET " + images + id + "/members",
                        "POST " + images + id + "/members",
                        "POST " + images + id + "/members",
                        "GET " + images + id,
                        "GET /v2/images?limit=100&name=Rocky9",
                        "PATCH " + images + old,
                        "PATCH " + images + old);
        assertThat(cloud.images.get(old).path("name").asText()).isEqualTo("Rocky9 (build build-1)");
        assertThat(cloud.images.get(old).path("os_hidden").asBoolean()).isTrue();
        assertThat(cloud.images.get(id).path("name").asText()).isEqualTo("Rocky9");
        assertThat(cloud.images.get("stranger").path("name").asText()).isEqualTo("Rocky9");
        assertThat(cloud.images.get("neighbour").path("name").asText()).isEqualTo("Rocky9");
        assertThat(cloud.members.get(id)).containsExactly("projecta", "projectb");
    }

    @Test
    void theSameAgainChangesNothingAndAMemberNoLongerWantedIsTakenAway() throws Exception {
        // given
        GlanceClient glance = glance();
        String id = glance.upload(expected("build-1", "bytes"));
        glance.share(id, List.of("projecta", "projectb"));
        cloud.calls.clear();

        // when
        assertThat(glance.upload(expected("build-1", "bytes"))).isEqualTo(id);
        glance.share(id, List.of("projectb"));

        // then
        assertThat(cloud.calls).noneMatch(c -> c.startsWith("POST") || c.startsWith("PUT"));
        assertThat(cloud.members.get(id)).containsExactly("projectb");
    }

    @Test
    void otherBytesThanWantedAreNoImage() throws Exception {
        // given
        GlanceClient.ImageUpload expected = expected("build-1", "bytes");
        Files.writeString(expected.file(), "bytez");

        // when / then
        assertThatThrownBy(() -> glance().upload(expected))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.reason()).isEqualTo("glance-image-differs"));
        assertThat(cloud.images).isEmpty();

        // and the next try makes it anew under an id that was never given
        Files.writeString(expected.file(), "bytes");
        String id = glance().upload(expected);
        assertThat(id).isNotEqualTo(GlanceClient.idOf("build-1").toString());
        assertThat(glance().upload(expected)).isEqualTo(id);
        assertThat(cloud.images).containsOnlyKeys(id);
    }

    @ParameterizedTest
    @CsvSource({
        "deleted, false, glance-image-deleted",
        "deleted, true, ",
        "deactivated, false, glance-image-not-active",
        "deactivated, true, ",
        "queued, false, glance-image-not-active",
        "active, false, ",
    })
    void aNameIsProvenOnlyByAnImageThatServersCanBeMadeFrom(String status, boolean isHidden, String reason)
            throws Exception {
        // given
        String id = glance().upload(expected("build-1", "bytes"));
        if (status.equals("deleted")) {
            cloud.images.remove(id);
        } else {
            cloud.images.get(id).put("status", status);
        }
        ListedImage expected = new ListedImage(id, "Rocky9", isHidden, isHidden ? null : "public", List.of(), Map.of());

        // when / then
        if (reason == null) {
            assertThat(glance().list(expected)).isEmpty();
        } else {
            assertThatThrownBy(() -> glance().list(expected)).isInstanceOfSatisfying(RemoteException.class, e -> {
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.isRetryable()).isFalse();
            });
        }
    }

    @Test
    void othersOfTheSameNameAreTold() throws Exception {
        // given
        String id = glance().upload(expected("build-1", "bytes"));
        othersWithTheName();
        ObjectNode open = cloud.images.get("neighbour").deepCopy();
        cloud.images.put("open", open.put("id", "open").put("visibility", "public"));

        // when / then
        assertThat(glance().list(new ListedImage(id, "Rocky9", false, "public", List.of(), Map.of())))
                .containsExactlyInAnyOrder("stranger", "open");
    }

    @ParameterizedTest
    @CsvSource({
        "401, glance-unauthorized, true",
        "403, glance-refused, false",
        "413, glance-quota, false",
        "503, glance-down, true"
    })
    void refusalsAreNamedWithGlancesOwnWords(int status, String reason, boolean mayHelp) throws Exception {
        // given
        cloud.refusals.put("POST /v2/images", status);

        // when / then
        assertThatThrownBy(() -> glance().upload(expected("build-1", "bytes")))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.detail()).contains(String.valueOf(status), "Quota or policy");
                    assertThat(e.isRetryable()).isEqualTo(mayHelp);
                });
        assertThat(cloud.images).isEmpty();
    }

    @Test
    void anUploadOverQuotaLeavesAQueuedImageThatALaterTryFills() throws Exception {
        // given
        GlanceClient.ImageUpload expected = expected("build-1", "bytes");
        String upload = "PUT /v2/images/%s/file".formatted(GlanceClient.idOf("build-1"));
        cloud.refusals.put(upload, 413);
        assertThatThrownBy(() -> glance().upload(expected)).hasMessageContaining("413");
        cloud.refusals.clear();

        // when
        String id = glance().upload(expected);

        // then
        assertThat(cloud.images).hasSize(1);
        assertThat(cloud.images.get(id).path("status").asText()).isEqualTo("active");
    }

    @Test
    void anImageThatAnotherTryMadeMeanwhileIsGoneOnWith() throws Exception {
        // given
        GlanceClient.ImageUpload expected = expected("build-1", "bytes");
        String id = GlanceClient.idOf("build-1").toString();
        cloud.firstRefusals.put("GET /v2/images/" + id, 404);
        cloud.images.put(id, new ObjectMapper().createObjectNode().put("id", id).put("status", "queued"));

        // when
        String made = glance().upload(expected);

        // then
        assertThat(made).isEqualTo(id);
        assertThat(cloud.images).containsOnlyKeys(id);
        assertThat(cloud.images.get(id).path("status").asText()).isEqualTo("active");
    }

    @Test
    void whatGlanceWantsAsNumberOrTruthIsNoText() throws Exception {
        // given
        Map<String, String> properties = Map.of("min_disk", "10", "protected", "True", "os_version", "9");

        // when
        String id = glance().upload(expected("build-1", "bytes", properties));

        // then
        assertThat(cloud.images.get(id).get("min_disk").isInt()).isTrue();
        assertThat(cloud.images.get(id).get("protected").isBoolean()).isTrue();
        assertThat(cloud.images.get(id).get("os_version").isTextual()).isTrue();
    }

    /** One that was not made by a Gantry, and one of the Gantry of another project. */
    private void othersWithTheName() {
        ObjectNode other =
                new ObjectMapper().createObjectNode().put("name", "Rocky9").put("status", "active");
        cloud.images.put("stranger", other.deepCopy().put("id", "stranger").put("owner", "ours"));
        cloud.images.put(
                "neighbour",
                other.deepCopy().put("id", "neighbour").put("owner", "theirs").put("gantry_build", "build-7"));
    }
}
