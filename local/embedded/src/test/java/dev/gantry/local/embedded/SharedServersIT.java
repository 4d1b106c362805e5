package dev.gantry.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class SharedServersIT {
    @Test
    void startsEachServerOnceForTheJvm() throws Exception {
        // given
        SharedServers servers = SharedServers.get();

        // when
        String url = servers.jdbcUrl("inventory");

        // then
        assertThat(servers.jdbcUrl("inventory")).isEqualTo(url);
        assertThat(servers.bootstrapServers()).isEqualTo(servers.bootstrapServers());
        DriverManager.getConnection(
                        url, servers.database().user(), servers.database().password())
                .close();
    }
}
