package dev.gantry.provisioner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.gantry.contracts.desired.SshTarget;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.local.embedded.ServersForTests;
import dev.gantry.simulator.SimulatedHost;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InspectionQTest extends EngineCase {

    @Test
    void saysWhatItSawAndWhatItWouldChange() throws Exception {
        // given
        SimulatedHost host = start(description());

        // when
        wire.say(inspect(host, 3, guide()));
        HostInspected told = wire.await(HostInspected.class, host.name(), 3, LONG);

        // then
        assertThat(told.facts().bootId()).isEqualTo(host.bootId());
        assertThat(told.facts().cards()).hasSize(2);
        assertThat(told.plan().changes()).isNotEmpty();
        assertThat(told.plan().digest()).matches("[0-9a-f]{64}");
        given().auth()
                .oauth2(ServersForTests.TOKEN)
                .get("/v1/hosts/" + host.name() + "/plan")
                .then()
                .statusCode(200)
                .body("digest", equalTo(told.plan().digest()));
        given().auth()
                .oauth2(ServersForTests.TOKEN)
                .accept("text/plain")
                .get("/v1/hosts/" + host.name() + "/plan")
                .then()
                .statusCode(200)
                .body(equalTo(told.plan().text()));
    }

    @Test
    void aChangedKeyIsToldOnceAndNotRetried() throws Exception {
        // given
        SimulatedHost host = start(description());
        SshTarget wrong = new SshTarget("127.0.0.1", host.port(), "stack", "SHA256:AAAA", null);

        // when
        wire.say(new HostInspectionRequested(host.name(), 2, wrong, null));
        HostInspectionFailed told = wire.await(HostInspectionFailed.class, host.name(), 2, LONG);

        // then
        assertThat(told.reason()).isEqualTo("host-key-changed");
        assertThat(told.retryable()).isFalse();
        assertThat(told.detail()).contains("SHA256:AAAA").contains(host.hostKeyFingerprint());
    }

    @Test
    void aHostThatRefusesIsRetryable() throws Exception {
        // given
        SimulatedHost host = start(description());
        HostInspectionRequested asked = inspect(host, 4, null);
        host.stop();

        // when
        wire.say(asked);
        HostInspectionFailed told = wire.await(HostInspectionFailed.class, host.name(), 4, LONG);

        // then
        assertThat(told.reason()).isEqualTo("ssh-refused");
        assertThat(told.retryable()).isTrue();
    }

    @Test
    void aLaterLookTellsWhatChangedSince() throws Exception {
        // given
        SimulatedHost host = start(description());
        wire.say(inspect(host, 1, null));
        HostInspected first = wire.await(HostInspected.class, host.name(), 1, LONG);
        Path grub = host.root().resolve("etc/default/grub");
        Files.writeString(grub, Files.readString(grub).replace("quiet", "quiet splash"));

        // when
        wire.say(inspect(host, 2, null));
        HostInspected second = wire.await(HostInspected.class, host.name(), 2, LONG);

        // then
        assertThat(first.changed()).isNull();
        assertThat(second.changed())
                .anyMatch(line -> line.startsWith("- ") && line.contains("quiet"))
                .anyMatch(line -> line.startsWith("+ ") && line.contains("quiet splash"));
    }

    @Test
    void olderRequestsAreLetGo() throws Exception {
        // given
        SimulatedHost host = start(description());
        wire.say(inspect(host, 9, null));
        wire.await(HostInspected.class, host.name(), 9, LONG);

        // when
        wire.say(inspect(host, 8, null));
        wire.say(inspect(host, 9, null));
        wire.say(inspect(host, 10, null));
        wire.await(HostInspected.class, host.name(), 10, LONG);

        // then
        assertThat(wire.heard(HostInspected.class, host.name()))
                .extracting(HostInspected::version)
                .containsExactly(9L, 10L);
    }
}
