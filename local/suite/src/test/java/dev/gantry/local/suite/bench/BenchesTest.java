package dev.gantry.local.suite.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.local.suite.launcher.SuiteFolder;
import dev.gantry.local.suite.terminal.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BenchesTest {
    @Test
    void listsWhatThereIsWhenANameIsNotKnown() {
        assertThatThrownBy(() -> Benches.named("speed"))
                .isInstanceOf(SuiteException.class)
                .hasMessage("no figures named 'speed'; known: api, check, cli, events, fleet, images, render, scale,"
                        + " start");
    }

    @Test
    void knowsEveryNameThatTheHelpNames() throws IOException {
        for (String name : Benches.NAMES.split(", ")) {
            assertThat(Benches.named(name)).isNotNull();
        }
        assertThat(Files.readString(SuiteFolder.find().checkout().resolve("gantry")))
                .contains(": " + Benches.NAMES + "\n");
    }
}
