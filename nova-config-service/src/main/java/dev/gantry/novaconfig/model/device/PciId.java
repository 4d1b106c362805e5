package dev.gantry.novaconfig.model.device;

import dev.gantry.gpu.MalformedValueException;
import java.util.Comparator;
import java.util.Locale;

/** Vendor and product of a PCI function, four lower-case hex digits each: {@code 10de:20b5}. Nova refuses a leading 0x. */
public record PciId(String vendor, String product) implements Comparable<PciId> {

    private static final Comparator<PciId> ORDER =
            Comparator.comparing(PciId::vendor).thenComparing(PciId::product);

    public PciId {
        vendor = hex(vendor);
        product = hex(product);
    }

    /** {@code 10de:20b5}. */
    public static PciId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new MalformedValueException("PCI id", text, "vendor:product such as 10de:20b5");
        }
        return new PciId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(PciId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return vendor + ":" + product;
    }

    private static String hex(String text) {
        String low = text.strip().toLowerCase(Locale.ROOT);
        String digits = low.startsWith("0x") ? low.substring(2) : low;
        boolean good = digits.length() == 4 && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (!good) {
            throw new MalformedValueException("PCI vendor or product id", text, "four hex digits such as 10de");
        }
        return digits;
    }
}
