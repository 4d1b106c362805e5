package dev.gantry.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class LogKeysTest {
    @Test
    void keysOfTheMessageBecomeFields() {
        // given
        ExtLogRecord record = new ExtLogRecord(
                Level.INFO, "state changed of %s hostId=%s took 5%% ms=%d", ExtLogRecord.FormatStyle.PRINTF, "Host");
        record.setParameters(new Object[] {"the host", "computegpu007", 12L});
        // when
        boolean shown = new LogKeys(true).isLoggable(record);
        // then
        assertThat(shown).isTrue();
        assertThat(record.getMdcCopy()).containsEntry("hostId", "computegpu007").containsEntry("ms", "12");
        assertThat(record.getMdcCopy()).doesNotContainKey("of");
    }

    @Test
    void aLineForPeopleStaysAsItIs() {
        // given
        ExtLogRecord record =
                new ExtLogRecord(Level.INFO, "rendered hostId=%s", ExtLogRecord.FormatStyle.PRINTF, "Host");
        record.setParameters(new Object[] {"computegpu007"});
        // when
        new LogKeys(false).isLoggable(record);
        // then
        assertThat(record.getMdcCopy()).doesNotContainKey("hostId");
    }

    @Test
    void aParameterThatIsMissingIsNoField() {
        assertThat(LogKeys.read("pushed commit=%s files=%s", new Object[] {"1a2b3c"}))
                .isEqualTo(Map.of("commit", "1a2b3c"));
    }
}
