package dev.gantry.novaconfig.openstack;

import dev.gantry.simulator.cloud.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A clouds.yaml with the logins of a simulated cloud: {@code site}, {@code wrong}, {@code open} and {@code application}. */
public final class CloudsFile {
    private CloudsFile() {}

    public static Path of(SimulatedCloud cloud, Path folder) throws IOException {
        return Files.writeString(folder.resolve("clouds.yaml"), """
            clouds:
              site:
                auth:
                  auth_url: %1$s/v3
                  username: gantry
                  password: right
                  project_name: admin
                  user_domain_name: Default
                  project_domain_name: Default
                region_name: RegionOne
              wrong:
                auth: {auth_url: %1$s, username: gantry, password: wrong, project_name: admin}
              open:
                auth: {auth_url: %1$s/v3/, username: gantry, password: right}
                region_name: RegionOne
              application:
                region_name: RegionOne
                auth_type: v3applicationcredential
                auth:
                  auth_url: %1$s
                  application_credential_id: 21dced0fd20347869b93710d2b98aae0
                  application_credential_secret: right
            """.formatted(cloud.url()));
    }
}
