package dev.gantry.novaconfig.model.conf;

import dev.gantry.gpu.pci.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One dictionary of Nova's {@code device_spec}, earlier {@code passthrough_whitelist}: which PCI devices of a host may be given to guests.
 *
 * @param vendor four hex digits in lower case, or {@code *}
 * @param product likewise
 * @param address null where a network device is named by {@code devname}
 * @param tags every other key with its value as text, but for those that are null
 * @param notText those of them that are no strings
 */
public record DeviceSpec(
        String vendor,
        String product,
        @Nullable AddressPattern address,
        Map<String, String> tags,
        Set<String> notText) {

    private static final int MOST_ID = 0xffff;
    private static final int ID_DIGITS = 4;
    private static final Set<String> OWN_KEYS = Set.of("vendor_id", "product_id", "address", "devname");

    /** What a value gives: its entries, or why Nova refuses it. */
    public record Reading(List<DeviceSpec> specs, List<ConfProblem> problems) {
        public Reading {
            specs = List.copyOf(specs);
            problems = List.copyOf(problems);
        }
    }

    public DeviceSpec {
        tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
        notText = Set.copyOf(notText);
    }

    /** A value of the option: one dictionary, or a list of them. */
    public static Reading read(String value) {
        Optional<Json> json = Json.parse(value);
        if (json.isEmpty()) {
            return refused(
                    "it is not JSON: " + shortened(value), "Write {\"vendor_id\":\"10de\", \"product_id\":\"...\"}.");
        }
        List<Json> entries = json.get() instanceof Json.Items items ? items.items() : List.of(json.get());
        List<DeviceSpec> specs = new ArrayList<>();
        List<ConfProblem> problems = new ArrayList<>();
        for (Json entry : entries) {
            if (entry instanceof Json.Members members) {
                Reading one = entry(members);
                specs.addAll(one.specs());
                problems.addAll(one.problems());
            } else {
                problems.addAll(refused("it holds " + entry.kind() + " where a dictionary is wanted", "Write {...}.")
                        .problems());
            }
        }
        return new Reading(specs, problems);
    }

    private static Reading entry(Json.Members members) {
        List<ConfProblem> problems = new ArrayList<>();
        String vendor = id(members, "vendor_id", problems);
        String product = id(members, "product_id", problems);
        Json address = members.members().get("address");
        boolean named = isTrue(members.members().get("devname"));
        AddressPattern pattern = named ? null : AddressPattern.ANY;
        if (address != null && isTrue(address)) {
            pattern = pattern(address).orElse(null);
            if (pattern == null) {
                problems.addAll(refused(
                                "address " + text(address) + " is none",
                                "Write domain:bus:slot.function in hex digits, * for any, e.g. \"0000:3d:00.*\".")
                        .problems());
            } else if (named) {
                problems.addAll(refused("it has both address and devname", "Keep one of them.")
                        .problems());
            }
        }
        Map<String, String> tags = new TreeMap<>();
        Set<String> notText = new TreeSet<>();
        members.members().forEach((key, v) -> {
            if (!OWN_KEYS.contains(key) && !(v instanceof Json.Nothing)) {
                tags.put(key, text(v));
            }
            if (!(v instanceof Json.Text)) {
                notText.add(key);
            }
        });
        DeviceSpec spec = new DeviceSpec(vendor, product, pattern, tags, notText);
        return new Reading(problems.isEmpty() ? List.of(spec) : List.of(), problems);
    }

    private static Optional<AddressPattern> pattern(Json address) {
        return switch (address) {
            case Json.Text t -> AddressPattern.glob(t.value());
            case Json.Members m -> AddressPattern.regex(m);
            case Json.Number n -> Optional.empty();
            case Json.Truth t -> Optional.empty();
            case Json.Nothing n -> Optional.empty();
            case Json.Items i -> Optional.empty();
        };
    }

    private static String id(Json.Members members, String key, List<ConfProblem> problems) {
        Json given = members.members().get(key);
        if (given == null) {
            return "*";
        }
        // Nova strips the one and not the other
        if (given instanceof Json.Text t && (key.equals("vendor_id") ? t.value().strip() : t.value()).equals("*")) {
            return "*";
        }
        Optional<Integer> number =
                given instanceof Json.Text t ? AddressPattern.hex(t.value(), MOST_ID) : Optional.<Integer>empty();
        if (number.isEmpty()) {
            problems.addAll(refused(
                            key + " is " + text(given),
                            "Write four hex digits in quotes, e.g. \"10de\", or leave it out.")
                    .problems());
        }
        return number.map(n -> String.format(Locale.ROOT, "%04x", n)).orElse("*");
    }

    /** What counts as given for Python: not null, not empty. */
    private static boolean isTrue(@Nullable Json value) {
        return switch (value) {
            case null -> false;
            case Json.Nothing n -> false;
            case Json.Text t -> !t.value().isEmpty();
            case Json.Truth t -> t.value();
            case Json.Number n -> !n.value().equals("0");
            case Json.Items i -> !i.items().isEmpty();
            case Json.Members m -> !m.members().isEmpty();
        };
    }

    /** Strings bare, everything else by what it is. */
    static String text(@Nullable Json value) {
        return switch (value) {
            case null -> "nothing";
            case Json.Text t -> t.value();
            case Json.Number n -> n.value();
            case Json.Truth t -> Boolean.toString(t.value());
            case Json.Nothing n -> n.kind();
            case Json.Items i -> i.kind();
            case Json.Members m -> m.kind();
        };
    }

    private static Reading refused(String text, String fix) {
        return new Reading(List.of(), List.of(new ConfProblem("device-spec-malformed", text, fix)));
    }

    static String shortened(String value) {
        String line = value.replaceAll("\\s+", " ");
        int most = 80;
        return line.length() <= most ? line : line.substring(0, most) + "...";
    }

    /** An id that no device has, which Nova takes all the same. */
    public boolean isBelowZero() {
        return vendor.length() > ID_DIGITS || product.length() > ID_DIGITS;
    }

    /** Whether a device may be given away by it. {@code parent} is the card of a virtual function: naming it takes its functions. */
    public boolean takes(String vendorId, String productId, PciAddress device, @Nullable PciAddress parent) {
        boolean ids =
                (vendor.equals("*") || vendor.equals(vendorId)) && (product.equals("*") || product.equals(productId));
        boolean here = address != null
                && (address.fits(device) || parent != null && address.isSingle() && address.fits(parent));
        return ids && here;
    }
}
