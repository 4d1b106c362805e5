package dev.gantry.inventory;

import static dev.gantry.inventory.Operator.awaitState;
import static dev.gantry.inventory.Operator.flags;
import static dev.gantry.inventory.Operator.put;
import static dev.gantry.inventory.Operator.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.gantry.contracts.EventType;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What nova-config tells of a provisioned host on its way to bookable. */
@QuarkusTest
class BookableQTest extends HostCase {
    @Test
    void satisfiedHostGoesOnByItselfAndEarlyPublicationIsKept() {
        // given
        put("early", Operator.spec());
        operator.sayInspectedWithEmptyPlan("early");
        awaitState("early", "PROVISIONING");
        long run = version("early");
        // when: nova-config is heard before the provisioner
        operator.say(EventType.NOVA_CONFIG_PUBLISHED, "early", run, data -> {});
        operator.say(EventType.PLACEMENT_CHECKED, "early", run, data -> {});
        operator.say(EventType.HOST_STEP_FINISHED, "early", run, data -> {});
        operator.say(EventType.HOST_PROVISIONED, "early", run, data -> {});
        // then
        awaitState("early", "ACTIVE");
        Operator.get("early/facts")
                .then()
                .body("facts.driverVersion", equalTo("525.105.14"))
                .body("facts.iommu", equalTo(true));
    }

    @Test
    void aConfigurationThatIsHeldBackIsSaidOfTheHostUntilItIsMended() {
        // given
        put("held", Operator.spec());
        operator.sayInspectedWithEmptyPlan("held");
        awaitState("held", "PROVISIONING");
        long run = version("held");
        // when
        operator.say(EventType.NOVA_CONFIG_RENDERED, "held", run, data -> data.putArray("errors")
                .add("types-not-told-apart: held: product 10de:20b5 carries two types."));
        operator.say(EventType.HOST_PROVISIONED, "held", run, data -> {});
        // then
        awaitState("held", "PROVISIONED");
        Operator.get("held")
                .then()
                .body("flags.flag", hasItem("revision-held"))
                .body("flags[0].reason", org.hamcrest.Matchers.containsString("carries two types"));

        // and when
        operator.say(EventType.NOVA_CONFIG_RENDERED, "held", run, data -> {});
        operator.say(EventType.NOVA_CONFIG_PUBLISHED, "held", run, data -> {});
        // then
        awaitState("held", "CONFIGURED");
        assertThat(flags("held")).isEmpty();
    }
}
