package dev.gantry.novaconfig.model.conf;

import dev.gantry.gpu.pci.PciAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which PCI addresses an entry of Nova's {@code device_spec} takes: domain, bus, slot and function, each fixed, any, or a regular
 * expression that has to fit from the first letter on. Source: openstack/nova, nova/pci/devspec.py.
 */
public record AddressPattern(List<Field> fields) {

    /** One part of an address; {@code exact} where it is a single value. */
    public record Field(Pattern pattern, boolean exact) {
        boolean fits(String value) {
            return exact
                    ? pattern.matcher(value).matches()
                    : pattern.matcher(value).lookingAt();
        }
    }

    static final AddressPattern ANY = new AddressPattern(List.of(any(), any(), any(), any()));

    private static final List<String> KEYS = List.of("domain", "bus", "slot", "function");
    private static final List<Integer> MOST = List.of(0xffff, 0xff, 0x1f, 0x7);
    private static final List<String> FORMATS = List.of("%04x", "%02x", "%02x", "%01x");
    private static final int HEX = 16;
    // 0x10de   10DE   +1_0   -10   as Python's int(text, 16) takes it, digits of other scripts among them
    private static final Pattern HEX_NUMBER = Pattern.compile(
            "\\s*([-+]?)(?:0[xX]_?)?([\\p{Nd}a-fA-F]+(?:_[\\p{Nd}a-fA-F]+)*)\\s*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int MOST_DIGITS = 200;
    // (?P<bus>3d)   (?P=bus)
    private static final Pattern PYTHON_GROUP = Pattern.compile("\\(\\?P<|\\(\\?P=(\\w+)\\)");

    public AddressPattern {
        fields = List.copyOf(fields);
    }

    /** {@code 0000:3d:00.0}, {@code *:3d:00.*}, {@code 3d:00.}; what is left out or {@code *} is any. Empty when Nova refuses it. */
    static Optional<AddressPattern> glob(String text) {
        int dot = text.indexOf('.');
        String before = dot < 0 ? text : text.substring(0, dot);
        String[] parts = before.split(":", -1);
        if (parts.length > 3) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        for (int i = parts.length; i < 3; i++) {
            all.add("");
        }
        all.addAll(List.of(parts));
        all.add(dot < 0 ? "" : text.substring(dot + 1));
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < KEYS.size(); i++) {
            Optional<Field> field = exact(all.get(i).strip(), i);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(new AddressPattern(fields));
    }

    /** {@code {"domain": ".*", "bus": "02", "slot": "01", "function": "[0-2]"}}. Empty when Nova refuses it. */
    static Optional<AddressPattern> regex(Json.Members members) {
        List<Field> fields = new ArrayList<>();
        for (String key : KEYS) {
            Json given = members.members().get(key);
            if (given != null && !(given instanceof Json.Text)) {
                return Optional.empty();
            }
            try {
                fields.add(new Field(
                        Pattern.compile(
                                members.text(key).map(AddressPattern::named).orElse(".*")),
                        false));
            } catch (PatternSyntaxException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new AddressPattern(fields));
    }

    /** Python writes groups with names in a way of its own. */
    private static String named(String regex) {
        return PYTHON_GROUP
                .matcher(regex)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null ? "(?<" : "\\k<" + m.group(1) + ">"));
    }

    private static Optional<Field> exact(String text, int index) {
        if (text.isEmpty() || text.equals("*")) {
            return Optional.of(any());
        }
        return hex(text, MOST.get(index))
                .map(n -> new Field(Pattern.compile(String.format(Locale.ROOT, FORMATS.get(index), n)), true));
    }

    /** Empty when it is no hexadecimal number, or more than {@code most}; what is less than zero fits nothing, and Nova takes it. */
    static Optional<Integer> hex(String text, int most) {
        var m = HEX_NUMBER.matcher(text);
        if (!m.matches() || text.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        m.group(2)
                .chars()
                .filter(c -> c != '_')
                .forEach(c -> digits.append(Character.forDigit(Character.digit(c, HEX), HEX)));
        BigInteger number = new BigInteger(digits.toString(), HEX);
        if (m.group(1).equals("-")) {
            return Optional.of(
                    number.signum() == 0
                            ? 0
                            : -number.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue());
        }
        return number.compareTo(BigInteger.valueOf(most)) > 0 ? Optional.empty() : Optional.of(number.intValue());
    }

    private static Field any() {
        return new Field(Pattern.compile(".*"), false);
    }

    /** Whether it names one address and no other. */
    public boolean isSingle() {
        return fields.stream().allMatch(Field::exact);
    }

    /** The address, where it names one and no other. */
    public Optional<String> single() {
        return isSingle()
                ? Optional.of("%s:%s:%s.%s"
                        .formatted(
                                fields.stream().map(f -> f.pattern().pattern()).toArray()))
                : Optional.empty();
    }

    /** Whether it says nothing at all. */
    public boolean isAny() {
        return fields.stream().noneMatch(Field::exact)
                && fields.stream().allMatch(f -> f.pattern().pattern().equals(".*"));
    }

    public boolean fits(PciAddress address) {
        Map<Integer, String> parts = Map.of(
                0, String.format(Locale.ROOT, "%04x", address.domain()),
                1, String.format(Locale.ROOT, "%02x", address.bus()),
                2, String.format(Locale.ROOT, "%02x", address.device()),
                3, Integer.toHexString(address.function()));
        return parts.entrySet().stream().allMatch(p -> fields.get(p.getKey()).fits(p.getValue()));
    }
}
