package dev.gantry.imagebuilder.flow.licence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.flow.OpenStackClients;
import dev.gantry.imagebuilder.flow.channel.GlancePublisherTest;
import dev.gantry.imagebuilder.model.image.GuestServer;
import dev.gantry.imagebuilder.openstack.MadeCloud;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuestFinderTest {

    private MadeCloud cloud;

    @BeforeEach
    void start() throws IOException {
        cloud = new MadeCloud();
        cloud.servers.put("1-ours", "old-image");
        cloud.servers.put("2-theirs", "old-image");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void theServersOfAnImageAreToldAndHowFarOneSaw() {
        assertThat(guests("old-image").scope()).isEqualTo(GuestFinder.Scope.ALL_PROJECTS);
        assertThat(guests("old-image").servers()).extracting(GuestServer::id).containsExactly("1-ours", "2-theirs");
        assertThat(guests("new-image").servers()).isEmpty();

        cloud.isAdministrator = false;
        assertThat(guests("old-image").scope()).isEqualTo(GuestFinder.Scope.OWN_PROJECT);
        assertThat(guests("old-image").servers()).extracting(GuestServer::id).containsExactly("1-ours");
    }

    @Test
    void noneSeenIsNotNoneThere() {
        assertThat(guests(null)).isEqualTo(unknown("the image is not in Glance"));
        assertThat(new GuestFinder(new OpenStackClients(GlancePublisherTest.withoutCloud()))
                        .connect()
                        .of("old-image"))
                .isEqualTo(unknown("no OpenStack is set (gantry.image-builder.glance)"));

        cloud.refusals.put("GET /compute/v2.1/servers/detail?image=old-image&all_tenants=1", 503);
        assertThat(guests("old-image").scope()).isEqualTo(GuestFinder.Scope.UNKNOWN);
        assertThat(guests("old-image").reason()).contains("503");
    }

    private GuestFinder.Guests guests(String image) {
        return new GuestFinder(new OpenStackClients(GlancePublisherTest.with(cloud)))
                .connect()
                .of(image);
    }

    private static GuestFinder.Guests unknown(String reason) {
        return new GuestFinder.Guests(GuestFinder.Scope.UNKNOWN, reason, List.of());
    }
}
