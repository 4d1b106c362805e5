package dev.gantry.local.suite.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = Screen.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void breaksALongLineOfAPlanBetweenItsParts() {
        // when
        screen.plan("""
            + mdev: stop 72291b01-689b-5b7a-9171-6b3480deabf4, stop 0a47ffd1-392e-5373-8428-707a4e0ce31a, undefine x
            - 72291b01-689b-5b7a-9171-6b3480deabf4
            """);
        // then
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "    + mdev: stop 72291b01-689b-5b7a-9171-6b3480deabf4, stop"
                                + " 0a47ffd1-392e-5373-8428-707a4e0ce31a,",
                        "        undefine x",
                        "    - 72291b01-689b-5b7a-9171-6b3480deabf4");
    }
}
