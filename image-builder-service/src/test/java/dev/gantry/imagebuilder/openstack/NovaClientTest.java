package dev.gantry.imagebuilder.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GuestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NovaClientTest {

    private MadeCloud cloud;

    @BeforeEach
    void start() throws Exception {
        cloud = new MadeCloud();
        cloud.servers.put("1-ours", "old-image");
        cloud.servers.put("2-theirs", "old-image");
        cloud.servers.put("3-ours", "new-image");
        cloud.servers.put("4-theirs", "old-image");
        cloud.servers.put("5-ours", "old-image");
        cloud.servers.put("6-theirs", "old-image");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void anAdministratorSeesTheServersOfAllProjectsOnEveryPage() {
        // when
        NovaClient.Servers servers = nova().from("old-image");

        // then
        assertThat(servers.isOfAllProjects()).isTrue();
        assertThat(servers.guests())
                .extracting(GuestServer::id)
                .containsExactly("1-ours", "2-theirs", "4-theirs", "5-ours", "6-theirs");
        assertThat(servers.guests().getFirst()).isEqualTo(new GuestServer("1-ours", "vm-1-ours", "research", "ACTIVE"));
    }

    @Test
    void whoMayNotSeeAllIsShownTheirOwnAndToldSo() {
        // given
        cloud.isAdministrator = false;

        // when
        NovaClient.Servers servers = nova().from("old-image");

        // then
        assertThat(servers.isOfAllProjects()).isFalse();
        assertThat(servers.guests()).extracting(GuestServer::id).containsExactly("1-ours", "5-ours");
    }

    @Test
    void aRefusalIsToldInNovasWords() {
        // given
        cloud.refusals.put("GET /compute/v2.1/servers/detail?image=old-image&all_tenants=1", 400);

        // when / then
        assertThatThrownBy(() -> nova().from("old-image")).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.reason()).isEqualTo("nova-refused");
            assertThat(e.detail()).contains("400", "Quota or policy");
        });
    }

    private NovaClient nova() {
        return new NovaClient(cloud.session());
    }
}
