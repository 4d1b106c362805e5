package dev.gantry.kit.address;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a machine is reached: a host name, an IPv4 address or an IPv6 one. What only looks like an address would be taken for a name that nobody
 * knows, or for another address: {@code 10.0.0} is {@code 10.0.0.0} to most libraries.
 */
public final class HostAddress {

    // computegpu000.example.org   10.0.0.7
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
            + "(\\.[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*");
    // A name whose last part is a number is meant for an address. Source: WHATWG URL, "ends in a number".
    private static final Pattern NUMERIC = Pattern.compile("([^.]*\\.)*(\\d+|0[xX][0-9a-fA-F]*)");
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    private HostAddress() {}

    /** What is expected instead; empty when it is an address or a name. */
    public static Optional<String> problem(String written) {
        if (written.startsWith("[") && written.endsWith("]")) {
            return Optional.of("an IPv6 address without brackets");
        }
        if (written.indexOf('%') >= 0) {
            return Optional.of("an address without a zone (%eth0), which only one machine could use");
        }
        if (written.indexOf(':') >= 0) {
            return isIpv6(written) ? Optional.empty() : Optional.of("an IPv6 address, or the port in its own field");
        }
        if (NUMERIC.matcher(written).matches()) {
            return IPV4.matcher(written).matches()
                    ? Optional.empty()
                    : Optional.of("an IPv4 address: four numbers up to 255, without leading zeros");
        }
        return NAME.matcher(written).matches() ? Optional.empty() : Optional.of("an IP address or a host name");
    }

    /** Within an authority, as {@code user@host:port} has it: in brackets where it holds colons. */
    public static String bracketed(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    /** The address of an authority's host: {@code 2001:db8::7} of {@code [2001:db8::7]}. */
    public static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Source: RFC 4291, section 2.2. */
    private static boolean isIpv6(String written) {
        int gap = written.indexOf("::");
        if (gap < 0) {
            return groups(written, true) == GROUPS;
        }
        if (written.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int before = groups(written.substring(0, gap), false);
        int after = groups(written.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many, an IPv4 address at the very end being two; -1 where one is none. */
    private static int groups(String part, boolean isEnd) {
        if (part.isEmpty()) {
            return 0;
        }
        String[] groups = part.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (GROUP.matcher(groups[i]).matches()) {
                count++;
            } else if (isEnd
                    && i == groups.length - 1
                    && IPV4.matcher(groups[i]).matches()) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }
}
