package dev.gantry.provisioner.guest.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.provisioner.GuestForTests;
import dev.gantry.provisioner.model.remote.RemoteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFolderTest {

    private static final Instant NOW = Instant.ofEpochSecond(2_000_000_000L);
    private static final String GOOD = GuestForTests.token(2_000_000_001L);

    @TempDir
    Path folder;

    private void refuses(String text, String... words) throws IOException {
        Files.writeString(folder.resolve("a.tok"), text);
        assertThatThrownBy(() -> new TokenFolder(folder).token("a.tok", NOW))
                .isInstanceOf(RemoteException.class)
                .hasMessageContainingAll(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(GOOD.substring(0, 12)));
    }

    @Test
    void lastNewlineIsNoPartOfTheToken() throws IOException {
        for (String end : new String[] {"", "\n", "\r\n"}) {
            // given
            Files.writeString(folder.resolve("a.tok"), GOOD + end);
            // when, then
            assertThat(new TokenFolder(folder).token("a.tok", NOW).text()).isEqualTo(GOOD);
        }
    }

    @Test
    void whatCannotBeSeenIsFoundAndNotQuoted() throws IOException {
        refuses(GOOD.replace(".", "\u200b."), "invisible characters", "U+200B");
    }

    /** The commonest fault of copying: a terminal or a form takes only so much. */
    @Test
    void oneThatWasCutOffIsRefused() throws IOException {
        refuses(GOOD.substring(0, GOOD.length() - 100), "signature", "cut off");
    }

    @Test
    void anExpiredOneIsTold() throws IOException {
        refuses(GuestForTests.token(2_000_000_000L), "expired at 2033-05-18T03:33:20Z");
    }
}
