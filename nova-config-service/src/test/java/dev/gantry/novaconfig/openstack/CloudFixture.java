package dev.gantry.novaconfig.openstack;

import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.simulator.cloud.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that speaks to a cloud of its own. */
abstract class CloudFixture {
    @TempDir
    Path temp;

    SimulatedCloud cloud;

    Path clouds;

    @BeforeEach
    final void start() throws IOException {
        cloud = new SimulatedCloud();
        clouds = CloudsFile.of(cloud, temp);
    }

    @AfterEach
    final void stop() {
        cloud.close();
    }

    final CloudSession session(String name) {
        return new CloudSession(CloudsYaml.read(clouds, name));
    }
}
