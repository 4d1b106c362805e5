package dev.gantry.contracts.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeWindowTest {

    @Test
    void opensOnItsDaysAtItsTime() {
        // given
        TimeWindow window = TimeWindow.parse("Sat,Sun 22:00-04:30 Europe/Berlin");

        // then: 2026-11-20 is a Friday, Berlin is one hour ahead of UTC
        assertThat(window.opens(Instant.parse("2026-11-20T12:00:00Z"))).contains(Instant.parse("2026-11-21T21:00:00Z"));
        assertThat(window.opens(Instant.parse("2026-11-21T21:00:00Z"))).isEmpty();
        assertThat(window.opens(Instant.parse("2026-11-23T03:29:00Z"))).isEmpty();
        assertThat(window.opens(Instant.parse("2026-11-23T03:30:00Z"))).contains(Instant.parse("2026-11-28T21:00:00Z"));
    }

    @Test
    void isUtcWhereNoZoneIsNamed() {
        assertThat(TimeWindow.parse("daily 01:00-03:00").opens(Instant.parse("2026-11-20T03:00:00Z")))
                .contains(Instant.parse("2026-11-21T01:00:00Z"));
    }

    @Test
    void whatCannotBeReadIsRefusedWithAnExample() {
        for (String text :
                new String[] {"", "sometimes", "Sat 25:00-26:00", "Xyz 01:00-02:00", "daily 01:00-02:00 Mars"}) {
            assertThatThrownBy(() -> TimeWindow.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("daily 01:00-03:00");
        }
    }
}
