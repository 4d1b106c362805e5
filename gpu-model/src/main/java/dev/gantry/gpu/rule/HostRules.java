package dev.gantry.gpu.rule;

import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import java.util.List;
import java.util.stream.Stream;

/** E12, E13: what the host's framework and nova allow on a card. */
final class HostRules {

    /** 2025.1, the first with managed=no for virtual functions. */
    static final int NOVA_WITH_VENDOR_VFIO = 31;

    private HostRules() {}

    static Stream<RuleViolation> framework(CardContext card) {
        boolean vgpus = !card.layout().virtualFunctions().isEmpty();
        boolean tooOld = card.terms().novaRelease().orElse(NOVA_WITH_VENDOR_VFIO) < NOVA_WITH_VENDOR_VFIO;
        return vgpus && tooOld && card.usesVendorVfio()
                ? Stream.of(card.violation(
                        Rule.FRAMEWORK,
                        card.at("virtual_functions"),
                        "vGPUs on a host with vendor VFIO and nova "
                                + card.terms().novaRelease().getAsInt(),
                        "vendor VFIO from nova " + NOVA_WITH_VENDOR_VFIO + " (2025.1); mdev before",
                        "Upgrade nova, or use a host whose kernel offers mdev"))
                : Stream.empty();
    }

    static Stream<RuleViolation> oneTypePerCard(CardContext card) {
        List<String> types = card.typeNames();
        return types.size() > 1 && card.usesVendorVfio()
                ? Stream.of(card.violation(
                        Rule.ONE_TYPE_PER_CARD,
                        card.at("virtual_functions"),
                        String.join(" and ", types),
                        "one type on " + card.title() + ": nova refuses mixed resource classes below one card",
                        "Give all virtual functions of the card the same type"))
                : Stream.empty();
    }
}
