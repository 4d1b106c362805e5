package dev.gantry.gpu.pci;

import dev.gantry.gpu.MalformedValueException;
import java.util.regex.Pattern;

/** Vendor and product of a PCI device as {@code lspci -nn} prints them: {@code 10de:20b5}. */
public record PciId(String vendor, String product) implements Comparable<PciId> {

    /** NVIDIA's vendor id. */
    public static final String NVIDIA = "10de";

    // 10de:20b5
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{4}:[0-9a-f]{4}");

    public PciId {
        String text = vendor + ":" + product;
        if (!FORM.matcher(text).matches()) {
            throw new MalformedValueException("PCI id", text, "vendor:product in lower-case hex such as 10de:20b5");
        }
    }

    public static PciId parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new PciId(text, "") : new PciId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(PciId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return vendor + ":" + product;
    }
}
