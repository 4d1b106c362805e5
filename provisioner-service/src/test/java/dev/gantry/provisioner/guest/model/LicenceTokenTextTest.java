package dev.gantry.provisioner.guest.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.GuestForTests;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LicenceTokenTextTest {

    private static final Instant NOW = Instant.ofEpochSecond(2_000_000_000L);
    private static final String GOOD = GuestForTests.token(2_000_000_001L);

    @Test
    void aTokenWithOrWithoutALastNewlineIsGood() {
        // when // then
        assertThat(LicenceTokenText.flaw(GOOD, NOW)).isEmpty();
        assertThat(LicenceTokenText.flaw(GOOD + "\n", NOW)).isEmpty();
        assertThat(LicenceTokenText.withoutLastNewline(GOOD + "\r\n")).isEqualTo(GOOD);
    }

    @Test
    void whatCannotBeSeenIsFoundAndNotQuoted() {
        // given
        String copied = GOOD.replace(".", "\u200b.");

        // when
        String flaw = LicenceTokenText.flaw(copied, NOW).orElseThrow();

        // then
        assertThat(flaw).contains("invisible characters").doesNotContain(GOOD.substring(0, 12));
    }

    @Test
    void anExpiredOneIsTold() {
        // when
        String flaw =
                LicenceTokenText.flaw(GuestForTests.token(2_000_000_000L), NOW).orElseThrow();

        // then
        assertThat(flaw).contains("expired at 2033-05-18T03:33:20Z");
    }
}
