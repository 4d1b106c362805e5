package dev.gantry.imagebuilder.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.RemoteException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins and addresses as operators write them. */
class GlanceLoginTest extends GlanceCase {

    @Test
    void logsInWithAnApplicationCredentialOrAPasswordAndTakesTheRegionsEndpoint() throws Exception {
        // given
        Map<String, String> credential =
                Map.of("application_credential_id", "8c1f", "application_credential_secret", "s3cret");

        // when
        String first = glance(cloud.session(credential, "/v3", Map.of())).upload(expected("build-1", "bytes"));
        String second = glance().upload(expected("build-1", "bytes"));

        // then
        assertThat(first).isEqualTo(second);
        assertThat(cloud.logins
                        .getFirst()
                        .at("/auth/identity/application_credential/id")
                        .asText())
                .isEqualTo("8c1f");
        assertThat(cloud.logins.getFirst().at("/auth/scope").isMissingNode()).isTrue();
        assertThat(cloud.logins
                        .getLast()
                        .at("/auth/identity/password/user/name")
                        .asText())
                .isEqualTo("gantry");
        assertThat(cloud.logins.getLast().at("/auth/scope/project/name").asText())
                .isEqualTo("images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v3", "/v3/"})
    void theIdentityAddressIsTakenAsOperatorsWriteIt(String end) throws Exception {
        // given
        Map<String, String> password = Map.of("username", "gantry", "password", "s3cret", "project_name", "images");
        Map<String, String> override = Map.of("image_endpoint_override", cloud.url() + "/v2/");

        // when
        String id = glance(cloud.session(password, end, override)).upload(expected("build-1", "bytes"));

        // then
        assertThat(cloud.images).containsOnlyKeys(id);
    }

    @Test
    void aWrongSecretIsRefusedWithoutSayingIt() {
        Map<String, String> password = Map.of("username", "gantry", "password", "wrong", "project_name", "images");
        assertThatThrownBy(
                        () -> glance(cloud.session(password, "/v3", Map.of())).upload(expected("build-1", "bytes")))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.reason()).isEqualTo("keystone-refused");
                    assertThat(e.detail()).contains("401").doesNotContain("wrong");
                    assertThat(e.isRetryable()).isFalse();
                });
    }
}
