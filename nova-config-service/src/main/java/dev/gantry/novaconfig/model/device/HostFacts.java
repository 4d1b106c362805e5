package dev.gantry.novaconfig.model.device;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the newest inspection of a host tells of the room it has for guests, and of what runs them.
 *
 * @param numaNodes at least so many, from where its cards are; 0 when none tells
 * @param kernelArguments as in /proc/cmdline, empty when not known
 * @param software null for each that is not known
 */
public record HostFacts(String host, int numaNodes, String kernelArguments, Software software) {

    /** What runs the guests. Versions such as {@code 5.14.0-427.13.1.el9_4.x86_64} and {@code 9.0.0}. */
    public record Software(
            @Nullable String kernel,
            @Nullable String libvirt,
            @Nullable String qemu) {
        public static final Software NOT_KNOWN = new Software(null, null, null);
    }

    public HostFacts(String host, int numaNodes, String kernelArguments) {
        this(host, numaNodes, kernelArguments, Software.NOT_KNOWN);
    }

    private static final long USUAL_PAGE_KIB = 2048;

    public boolean tellsPages() {
        return !kernelArguments.isEmpty();
    }

    /** Sizes in KiB of which pages are set aside at boot. {@code default_hugepagesz=1G hugepagesz=1G hugepages=200} gives 1048576. */
    public Set<Long> pagesKib() {
        Set<Long> sizes = new TreeSet<>();
        long current = USUAL_PAGE_KIB;
        // Source: Linux Documentation/admin-guide/mm/hugetlbpage.rst: a count is of the size before it
        for (String argument : kernelArguments.split("\\s+")) {
            int equals = argument.indexOf('=');
            String value = argument.substring(equals + 1);
            switch (equals < 0 ? "" : argument.substring(0, equals)) {
                case "default_hugepagesz", "hugepagesz" -> current = kib(value);
                case "hugepages" -> {
                    if (!value.equals("0")) {
                        sizes.add(current);
                    }
                }
                default -> {
                    // nothing about pages
                }
            }
        }
        return sizes;
    }

    private static long kib(String size) {
        if (!size.matches("\\d{1,9}[kKmMgG]")) {
            return 0;
        }
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return switch (Character.toUpperCase(size.charAt(size.length() - 1))) {
            case 'G' -> number << 20;
            case 'M' -> number << 10;
            default -> number;
        };
    }
}
