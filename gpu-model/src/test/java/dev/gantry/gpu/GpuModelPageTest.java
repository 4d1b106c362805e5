package dev.gantry.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.GuideLayout;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.mig.MigFamily;
import dev.gantry.gpu.mig.MigGeometryTest;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.rule.HostContext;
import dev.gantry.gpu.rule.LayoutValidator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GpuModelPageTest {

    @Test
    void listsEveryRuleAsItIs() {
        // given
        List<String> rows = Arrays.stream(Rule.values())
                .map(rule -> "| %s | %s |".formatted(rule.code(), rule.text()))
                .toList();

        // when
        List<String> listed = GuideLayout.page()
                .lines()
                .filter(l -> l.matches("\\| [EW]\\d+ .*"))
                .toList();

        // then
        assertThat(listed).isEqualTo(rows);
    }

    @Test
    void listsEveryMigFamily() {
        String page = GuideLayout.page();
        assertThat(MigFamily.all()).allSatisfy(family -> assertThat(page)
                .contains("| %s | %s |"
                        .formatted(
                                family.name(),
                                family.profiles().stream()
                                        .map(MigProfile::toString)
                                        .collect(Collectors.joining(" ")))));
    }

    @Test
    void quotesARealFinding() {
        VgpuLayout impossible = new VgpuLayout(List.of(CardLayout.bareMig(
                GuideLayout.MIG_CARD, MigGeometryTest.set("2g.20gb:4").counts())));
        List<RuleViolation> violations = new LayoutValidator(VgpuCatalogue.bundled())
                .check(DesiredGpus.of(impossible), GuideLayout.a100s(), HostContext.unknown());
        assertThat(GuideLayout.page()).contains(violations.getFirst().message());
    }
}
