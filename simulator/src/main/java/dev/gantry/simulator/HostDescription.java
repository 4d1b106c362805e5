package dev.gantry.simulator;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a simulated host is: its hardware, its operating system, and what will go wrong on it. */
public record HostDescription(
        String name, Os os, CpuVendor cpu, List<Card> cards, Map<Fault, String> faults, Duration rebootTime) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"); // computegpu000

    public HostDescription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("host name '" + name + "': expected small letters, digits and -");
        }
        Set<String> addresses = new HashSet<>();
        for (Card card : cards) {
            if (!addresses.add(card.address())) {
                throw new IllegalArgumentException("host " + name + " has two cards at " + card.address());
            }
        }
        cards = List.copyOf(cards);
        faults = Map.copyOf(faults);
    }

    /** A host without faults that reboots in two seconds. */
    public HostDescription(String name, Os os, CpuVendor cpu, List<Card> cards) {
        this(name, os, cpu, cards, Map.of(), Duration.ofSeconds(2));
    }

    public HostDescription with(Fault fault, String value) {
        Map<Fault, String> more = new java.util.EnumMap<>(Fault.class);
        more.putAll(faults);
        more.put(fault, value);
        return new HostDescription(name, os, cpu, cards, more, rebootTime);
    }

    public HostDescription withRebootTime(Duration time) {
        return new HostDescription(name, os, cpu, cards, faults, time);
    }

    /** One NVIDIA card; a card without SR-IOV (T4 in a host without it, V100) has 0 virtual functions. */
    public record Card(String address, String productId, int totalVfs) {
        private static final Pattern ADDRESS =
                Pattern.compile("[0-9a-f]{4}:(?!00)[0-9a-f]{2}:[01][0-9a-f]\\.0"); // 0000:17:00.0
        private static final Pattern PRODUCT = Pattern.compile("[0-9a-f]{4}"); // 20b5

        public Card {
            if (!ADDRESS.matcher(address).matches()) {
                throw new IllegalArgumentException(
                        "card address '" + address + "': expected domain:bus:slot.0 in small hex, bus above 00");
            }
            if (!PRODUCT.matcher(productId).matches()) {
                throw new IllegalArgumentException("product id '" + productId + "': expected four small hex digits");
            }
            if (totalVfs < 0 || totalVfs > 64) {
                throw new IllegalArgumentException("card " + address + ": expected 0 to 64 VFs, found " + totalVfs);
            }
        }

        /** The guide's card: an A100 PCIe 80 GB with 16 VFs. */
        public static Card a100(String address) {
            return new Card(address, "20b5", 16);
        }
    }
}
