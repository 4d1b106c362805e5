package dev.gantry.kit.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The IPv4 address that an IPv6 address leads to: NAT64 (RFC 6052, {@code 64:ff9b::a9fe:a9fe}), 6to4 (RFC 3056, {@code 2002:a9fe:a9fe::})
 * and IPv4-compatible ones (RFC 4291, {@code ::a9fe:a9fe}). Mapped ones are IPv4 addresses to Java already.
 */
final class EmbeddedAddress {

    /** {@code position} is where the four bytes begin. */
    private record Form(AddressRange range, int position) {}

    private static final List<Form> FORMS = List.of(
            new Form(AddressRange.parse("64:ff9b::/96"), 12),
            new Form(AddressRange.parse("2002::/16"), 2),
            new Form(AddressRange.parse("::/96"), 12));

    private EmbeddedAddress() {}

    static Optional<InetAddress> of(InetAddress address) {
        boolean isItself = address.isLoopbackAddress() || address.isAnyLocalAddress();
        return isItself
                ? Optional.empty()
                : FORMS.stream()
                        .filter(form -> form.range().contains(address))
                        .findFirst()
                        .map(form -> part(address.getAddress(), form.position()));
    }

    private static InetAddress part(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
