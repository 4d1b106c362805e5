package dev.gantry.gpu.pci;

import dev.gantry.gpu.MalformedValueException;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a PCI function sits: {@code 0000:17:00.0}, ordered as {@code lspci} lists. */
public record PciAddress(int domain, int bus, int device, int function) implements Comparable<PciAddress> {

    /** First VF offset and stride that NVIDIA cards report; {@code readlink virtfn<i>} on the host is the truth. */
    public static final int FIRST_OFFSET = 4;

    public static final int STRIDE = 1;

    // 0000:17:00.0
    private static final Pattern STRICT = Pattern.compile("([0-9a-f]{4}):([0-9a-f]{2}):([01][0-9a-f])\\.([0-7])");
    // 00000000:17:00.0 as nvidia-smi --query-gpu=pci.bus_id prints it
    private static final Pattern LENIENT =
            Pattern.compile("(?:0{4})?([0-9a-f]{4}):([0-9a-f]{2}):([01][0-9a-f])\\.([0-7])");
    private static final Comparator<PciAddress> ORDER =
            Comparator.comparingInt(PciAddress::domain).thenComparingInt(PciAddress::routingId);

    public PciAddress {
        if (domain < 0
                || domain > 0xffff
                || bus < 0
                || bus > 0xff
                || device < 0
                || device > 0x1f
                || function < 0
                || function > 7) {
            throw malformed("%x:%x:%x.%x".formatted(domain, bus, device, function));
        }
    }

    /** Takes the one form that sysfs, mdevctl and the guide use; upper case is refused with {@link MalformedValueException}. */
    public static PciAddress parse(String text) {
        return match(STRICT, text, text);
    }

    /** Also takes upper case, surrounding blanks and the 8-digit domain of nvidia-smi: {@code 00000000:17:00.0}. */
    public static PciAddress parseLenient(String text) {
        return match(LENIENT, text.strip().toLowerCase(Locale.ROOT), text);
    }

    private static PciAddress match(Pattern form, String text, String original) {
        Matcher m = form.matcher(text);
        if (!m.matches()) {
            throw malformed(original);
        }
        return new PciAddress(hex(m.group(1)), hex(m.group(2)), hex(m.group(3)), hex(m.group(4)));
    }

    /** A vGPU card is named by function 0; the other functions of its slot are audio, USB or virtual functions. */
    public boolean isPhysicalFunction() {
        return function == 0;
    }

    /** Bus, device and function in the 16 bits that PCI routes by. */
    public int routingId() {
        return bus << 8 | device << 3 | function;
    }

    /** Predicts the address of VF {@code index} of this card with NVIDIA's usual offset and stride. */
    public PciAddress virtualFunction(int index) {
        return virtualFunction(index, FIRST_OFFSET, STRIDE);
    }

    /**
     * Predicts the address of VF {@code index} (from 0) of this card: routing id + offset + index * stride.
     * Source: PCI Express Base Specification, SR-IOV chapter; {@code sriov_offset} and {@code sriov_stride} in sysfs.
     */
    public PciAddress virtualFunction(int index, int firstOffset, int stride) {
        int id = routingId() + firstOffset + index * stride;
        if (index < 0 || id > 0xffff) {
            throw new MalformedValueException(
                    "virtual function of " + this, Integer.toString(index), "an index within the bus");
        }
        return new PciAddress(domain, id >> 8, id >> 3 & 0x1f, id & 7);
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%04x:%02x:%02x.%x".formatted(domain, bus, device, function);
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }

    private static MalformedValueException malformed(String found) {
        return new MalformedValueException(
                "PCI address", found, "domain:bus:device.function in lower case such as 0000:17:00.0");
    }
}
