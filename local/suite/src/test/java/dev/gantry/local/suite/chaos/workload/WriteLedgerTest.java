package dev.gantry.local.suite.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteLedgerTest {
    private final WriteLedger ledger = new WriteLedger();

    @Test
    void anAcknowledgedWriteIsTheOnlyThingThatMayBeThere() {
        // when
        ledger.sent("host", "1");
        ledger.acknowledged("host", "1");
        // then
        assertThat(ledger.mayBe("host")).containsExactly("1");
    }

    @Test
    void aWriteWithoutAnAnswerMayBeThereOrNot() {
        // given
        ledger.sent("host", "1");
        ledger.acknowledged("host", "1");
        // when
        ledger.sent("host", "2");
        // then
        assertThat(ledger.mayBe("host")).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aRefusedWriteIsNotThere() {
        // given
        Set<String> before = ledger.mayBe("host");
        ledger.sent("host", "1");
        // when
        ledger.refused("host", before);
        // then
        assertThat(ledger.mayBe("host")).containsExactly(WriteLedger.ABSENT);
    }

    @Test
    void whatMayNotBeThereIsAContradiction() {
        // given
        ledger.sent("host", "1");
        ledger.acknowledged("host", "1");
        // when
        ledger.found("host", "1");
        ledger.found("host", WriteLedger.ABSENT);
        // then
        assertThat(ledger.contradictions())
                .containsExactly(new WriteLedger.Contradiction("host", "holds nothing, may hold [1]"));
    }
}
