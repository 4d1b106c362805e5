package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BenchesTest {
    @Test
    void listsWhatThereIsWhenANameIsNotKnown() {
        assertThatThrownBy(() -> Benches.named("speed"))
                .isInstanceOf(SuiteTrouble.class)
                .hasMessage("no figures named 'speed'; known: api, check, events, images, render, start");
    }

    @Test
    void knowsEveryNameThatTheHelpNames() throws IOException {
        for (String name : Benches.NAMES.split(", ")) {
            assertThat(Benches.named(name)).isNotNull();
        }
        assertThat(Files.readString(Home.find().checkout().resolve("gantry"))).contains(": " + Benches.NAMES + "\n");
    }
}
