package dev.gantry.novaconfig.model.device;

import dev.gantry.gpu.MalformedValueException;
import java.util.Arrays;

/** Nova's word for what an alias matches. The wrong one is never schedulable: an SR-IOV capable card is a type-PF. */
public enum DeviceType {
    PCI("type-PCI"),
    PF("type-PF"),
    VF("type-VF");

    private final String word;

    DeviceType(String word) {
        this.word = word;
    }

    public static DeviceType parse(String text) {
        return Arrays.stream(values())
                .filter(t -> t.word.equalsIgnoreCase(text) || t.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new MalformedValueException("device type", text, "type-PCI, type-PF or type-VF"));
    }

    @Override
    public String toString() {
        return word;
    }
}
