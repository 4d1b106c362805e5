package dev.gantry.novaconfig.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.openstack.RemoteException;
import org.junit.jupiter.api.Test;

class CloudSessionTest extends CloudFixture {
    @Test
    void wrongPasswordIsSaidWithoutThePassword() {
        assertThatThrownBy(() -> new NovaFlavors(session("wrong")).list())
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("password");
        assertThat(CloudsYaml.read(clouds, "site").toString()).doesNotContain("right");
    }

    @Test
    void applicationCredentialLogsInAndAnEndedTokenIsRenewedOnce() {
        // given
        NovaFlavors nova = new NovaFlavors(session("application"));
        nova.list();
        // when
        cloud.endTokens();
        nova.list();
        // then
        assertThat(cloud.logins()).isEqualTo(2);
    }

    @Test
    void unknownCloudIsNamed() {
        assertThatThrownBy(() -> session("nowhere")).hasMessageContaining("cloud nowhere is not in it");
    }

    @Test
    void cloudThatIsDownMayBeBetterLater() {
        // given
        CloudSession session = session("site");
        cloud.close();
        // then
        assertThatThrownBy(() -> new NovaFlavors(session).list())
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryable()).isTrue());
    }
}
