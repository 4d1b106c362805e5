package dev.gantry.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresUserTest {
    private static final Path POSTGRES = Path.of("/nowhere/bin/postgres");

    @Test
    void isWhoeverRunsUsUnlessThatIsRoot() {
        // when
        PostgresUser user = PostgresUser.choose(1000, POSTGRES);
        // then
        assertThat(user.as(List.of("postgres", "-D", "data"))).containsExactly("postgres", "-D", "data");
    }

    @Test
    void isToldWhereRootCanLendNobody() {
        assertThatThrownBy(() -> PostgresUser.choose(0, POSTGRES))
                .hasMessageContaining("PostgreSQL refuses to run as root")
                .hasMessageContaining("run ./gantry as an ordinary user");
    }

    @Test
    void passesThroughFoldersOfRoot() {
        assertThat(PostgresUser.NOBODY.as(List.of("postgres")))
                .startsWith("setpriv", "--reuid=65534")
                .contains("--ambient-caps=+dac_override")
                .endsWith("postgres");
    }
}
