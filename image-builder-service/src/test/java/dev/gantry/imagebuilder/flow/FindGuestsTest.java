package dev.gantry.imagebuilder.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.model.Guest;
import dev.gantry.imagebuilder.openstack.MadeCloud;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindGuestsTest {

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
        assertThat(guests("old-image").seen()).isEqualTo(FindGuests.Sight.ALL_PROJECTS);
        assertThat(guests("old-image").servers()).extracting(Guest::id).containsExactly("1-ours", "2-theirs");
        assertThat(guests("new-image").servers()).isEmpty();

        cloud.isAdministrator = false;
        assertThat(guests("old-image").seen()).isEqualTo(FindGuests.Sight.OWN_PROJECT);
        assertThat(guests("old-image").servers()).extracting(Guest::id).containsExactly("1-ours");
    }

    @Test
    void noneSeenIsNotNoneThere() {
        assertThat(guests(null)).isEqualTo(unknown("the image is not in Glance"));
        assertThat(new FindGuests(new OpenStack(PublishToGlanceTest.withoutCloud()))
                        .ask()
                        .of("old-image"))
                .isEqualTo(unknown("no OpenStack is set (gantry.image-builder.glance)"));

        cloud.refusals.put("GET /compute/v2.1/servers/detail?image=old-image&all_tenants=1", 503);
        assertThat(guests("old-image").seen()).isEqualTo(FindGuests.Sight.UNKNOWN);
        assertThat(guests("old-image").reason()).contains("503");
    }

    private FindGuests.Guests guests(String image) {
        return new FindGuests(new OpenStack(PublishToGlanceTest.with(cloud)))
                .ask()
                .of(image);
    }

    private static FindGuests.Guests unknown(String reason) {
        return new FindGuests.Guests(FindGuests.Sight.UNKNOWN, reason, List.of());
    }
}
