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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GpuModelPageTest {

    @Test
    void listsEveryRuleAsItIsAndWhoAppliesIt() {
        // given
        List<String> rows = Arrays.stream(Rule.values())
                .map(rule -> "| %s | %s | %s |".formatted(rule.code(), rule.text(), appliers(rule)))
                .toList();

        // when
        List<String> listed = GuideLayout.page()
                .lines()
                .filter(l -> l.matches("\\| [EW]\\d+ .*"))
                .toList();

        // then
        assertThat(listed).isEqualTo(rows);
    }

    /** The classes whose source names the rule; none would be a rule that nobody applies. */
    private static String appliers(Rule rule) {
        Pattern use = Pattern.compile("\\bRule\\." + rule.name() + "\\b");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            String names = sources.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> use.matcher(read(f)).find())
                    .map(f -> f.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .collect(Collectors.joining(", "));
            assertThat(names).as("who applies %s", rule).isNotEmpty();
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
