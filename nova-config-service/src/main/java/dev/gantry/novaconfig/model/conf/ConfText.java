package dev.gantry.novaconfig.model.conf;

import dev.gantry.gpu.pci.PciAddress;
import java.util.List;

/** Writes oslo.config text. Addresses are written digit by digit, always in lower case: libvirt's names are, and Nova compares bytes. */
public final class ConfText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;

    public ConfText(int expectedLength) {
        out = new StringBuilder(expectedLength);
    }

    public ConfText section(String name) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        out.append('[').append(name).append("]\n");
        return this;
    }

    public ConfText option(String name, String value) {
        out.append(name).append(" = ").append(value).append('\n');
        return this;
    }

    public ConfText comment(String text) {
        out.append("# ").append(text).append('\n');
        return this;
    }

    /** {@code device_addresses = 0000:21:00.4,0000:21:00.5}, without blanks as the guide writes it. */
    public ConfText addresses(String name, List<PciAddress> addresses) {
        out.append(name).append(" = ");
        for (int i = 0; i < addresses.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(out, addresses.get(i));
        }
        out.append('\n');
        return this;
    }

    public static void append(StringBuilder out, PciAddress a) {
        int domain = a.domain();
        out.append(HEX[domain >> 12 & 15]).append(HEX[domain >> 8 & 15]);
        out.append(HEX[domain >> 4 & 15]).append(HEX[domain & 15]).append(':');
        out.append(HEX[a.bus() >> 4]).append(HEX[a.bus() & 15]).append(':');
        out.append(HEX[a.device() >> 4]).append(HEX[a.device() & 15]).append('.');
        out.append(HEX[a.function()]);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
