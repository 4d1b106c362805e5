package dev.gantry.gpu.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchSupportTest {

    @Test
    void knowsWhatWasPublishedAndNothingElse() {
        assertThat(BranchSupport.of(535)).contains(new BranchSupport(535, 16, true, YearMonth.of(2026, 7)));
        assertThat(BranchSupport.of(550)).contains(new BranchSupport(550, 17, false, YearMonth.of(2025, 6)));
        assertThat(BranchSupport.of(595)).isEmpty();
        assertThat(BranchSupport.of(999)).isEmpty();
    }

    @Test
    void saysTheSameAsTheReleasesOfTheRules() {
        for (VgpuRelease release : List.of(VgpuRelease.values())) {
            BranchSupport.of(release.branch()).ifPresent(support -> {
                assertThat(support.release()).isEqualTo(release.number());
                assertThat(support.isLongTerm()).isEqualTo(release.isLongTerm());
            });
        }
    }
}
