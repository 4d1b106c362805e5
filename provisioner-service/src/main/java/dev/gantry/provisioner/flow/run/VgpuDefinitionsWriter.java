package dev.gantry.provisioner.flow.run;

import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.SrIov;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.layout.VirtualFunction;

/** A layout as the guide writes it: the variable {@code vgpu_definitions}. */
final class VgpuDefinitionsWriter {

    private VgpuDefinitionsWriter() {}

    static String of(VgpuLayout layout) {
        if (layout.isEmpty()) {
            return "vgpu_definitions: []\n";
        }
        StringBuilder text = new StringBuilder("vgpu_definitions:\n");
        layout.cards().forEach(card -> card(text, card));
        return text.toString();
    }

    private static void card(StringBuilder text, CardLayout card) {
        text.append("  - pci_address: \"").append(card.card()).append("\"\n");
        if (card.srIov() == SrIov.ENABLED) {
            text.append("    virtual_functions:").append(card.virtualFunctions().isEmpty() ? " []\n" : "\n");
            for (VirtualFunction function : card.virtualFunctions()) {
                text.append("      - mdev_type: ").append(function.type()).append('\n');
                text.append("        index: ").append(function.index()).append('\n');
            }
        }
        if (!card.migDevices().isEmpty()) {
            text.append("    mig_devices:\n");
            card.migDevices().forEach((profile, count) -> text.append("      \"")
                    .append(profile)
                    .append("\": ")
                    .append(count)
                    .append('\n'));
        }
    }
}
