package dev.gantry.kit.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network by its address and prefix, {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is a network of one. */
record AddressRange(byte[] network, int prefixBits) {

    // 10.20.0.0/16   fd00:ec2::254   192.0.2.7
    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?");

    static AddressRange parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no network such as 10.20.0.0/16");
        }
        byte[] network = literal(m.group(1), text);
        int most = network.length * 8;
        int prefix = m.group(2) == null ? most : Integer.parseInt(m.group(2));
        if (prefix > most) {
            throw new IllegalArgumentException("'" + text + "' has a prefix above " + most);
        }
        return new AddressRange(network, prefix);
    }

    private static byte[] literal(String address, String text) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no network such as 10.20.0.0/16", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
