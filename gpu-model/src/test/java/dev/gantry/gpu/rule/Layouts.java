package dev.gantry.gpu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.DesiredGpus;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;
import dev.gantry.gpu.mig.MigGeometryTest;
import dev.gantry.gpu.pci.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Layouts written short, and what is expected of what is found in them. */
final class Layouts {
    static final HostContext MDEV =
            HostContext.unknown().framework(Framework.MDEV).novaRelease(29);

    private Layouts() {}

    static void assertOnly(List<RuleViolation> violations, Rule rule, String path, String part) {
        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.path()).isEqualTo(path);
            assertThat(violation.message()).contains(part);
        });
    }

    static List<String> codes(List<RuleViolation> violations) {
        return violations.stream().map(RuleViolation::code).toList();
    }

    static DesiredGpus wanted(CardLayout... cards) {
        return DesiredGpus.of(new VgpuLayout(List.of(cards)));
    }

    static CardLayout bareMig(PciAddress card, String devices) {
        return CardLayout.bareMig(card, MigGeometryTest.set(devices).counts());
    }

    static CardLayout vgpus(PciAddress card, String functions) {
        return CardLayout.withVgpus(card, functions(functions), Map.of());
    }

    static CardLayout vgpus(PciAddress card, String functions, String devices) {
        return CardLayout.withVgpus(
                card, functions(functions), MigGeometryTest.set(devices).counts());
    }

    /** {@code nvidia-697@0} is type at index. */
    static List<VirtualFunction> functions(String text) {
        List<VirtualFunction> functions = new ArrayList<>();
        for (String part : text.split(" ")) {
            functions.add(VirtualFunction.of(Integer.parseInt(part.split("@")[1]), part.split("@")[0]));
        }
        return functions;
    }
}
