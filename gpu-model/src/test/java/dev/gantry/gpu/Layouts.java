package dev.gantry.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Layouts written short, and what is expected of what is found in them. */
final class Layouts {
    static final HostTerms MDEV = HostTerms.unknown().framework(Framework.MDEV).novaRelease(29);

    private Layouts() {}

    static void assertOnly(List<Finding> findings, Rule rule, String path, String part) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.message()).contains(part);
        });
    }

    static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    static WantedGpus wanted(CardLayout... cards) {
        return WantedGpus.of(new VgpuLayout(List.of(cards)));
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
