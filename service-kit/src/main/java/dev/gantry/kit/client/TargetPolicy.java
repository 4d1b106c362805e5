package dev.gantry.kit.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a URL given by a caller may lead to. Loopback, link-local (with it the cloud's metadata address), multicast and the
 * unspecified address are refused unless an allowed network names them; a site's private networks are allowed until a list narrows them.
 */
public final class TargetPolicy {

    /** Where clouds tell a machine its secrets, beside 169.254.169.254: EC2 by IPv6, Oracle, Alibaba. */
    private static final List<AddressRange> METADATA =
            ranges(List.of("fd00:ec2::254/128", "192.0.0.192/32", "100.100.100.200/32"));

    private static final AddressRange NOT_ONE = AddressRange.parse("255.255.255.255/32");

    private final List<AddressRange> allowed;
    private final List<AddressRange> denied;
    private final boolean narrows;

    private TargetPolicy(List<AddressRange> allowed, List<AddressRange> denied, boolean narrows) {
        this.allowed = List.copyOf(allowed);
        this.denied = List.copyOf(denied);
        this.narrows = narrows;
    }

    /**
     * @param allow networks such as {@code 10.20.0.0/16}; when there is any, only these are allowed
     * @param deny networks that are refused beside the usual ones
     * @throws IllegalArgumentException naming what is no network
     */
    public static TargetPolicy of(List<String> allow, List<String> deny) {
        return new TargetPolicy(ranges(allow), ranges(deny), !allow.isEmpty());
    }

    /** For one machine: loopback is where everything is. */
    public TargetPolicy withLoopback() {
        List<AddressRange> more = new ArrayList<>(allowed);
        more.addAll(ranges(List.of("127.0.0.0/8", "::1/128")));
        return new TargetPolicy(more, denied, narrows);
    }

    private static List<AddressRange> ranges(List<String> texts) {
        return texts.stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .map(AddressRange::parse)
                .toList();
    }

    /** Why the address is refused; empty when it is allowed. */
    public Optional<String> refusal(InetAddress address) {
        String text = address.getHostAddress();
        InetAddress meant = EmbeddedAddress.of(address).orElse(address);
        if (denied.stream().anyMatch(range -> range.contains(address) || range.contains(meant))) {
            return Optional.of(text + " lies in a denied network");
        }
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        if (narrows) {
            return Optional.of(text + " lies in no allowed network");
        }
        return usual(address).map(kind -> text + " is " + kind);
    }

    private static Optional<String> usual(InetAddress address) {
        return EmbeddedAddress.of(address).flatMap(TargetPolicy::usualOfIts).or(() -> usualOfIts(address));
    }

    private static Optional<String> usualOfIts(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Optional.of("a loopback address");
        }
        if (address.isLinkLocalAddress() || isMetadata(address)) {
            return Optional.of("a link-local or metadata address");
        }
        return address.isAnyLocalAddress() || address.isMulticastAddress() || NOT_ONE.contains(address)
                ? Optional.of("not the address of one machine")
                : Optional.empty();
    }

    private static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(range -> range.contains(address));
    }
}
