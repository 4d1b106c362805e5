package dev.gantry.openstack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cloud and who we are there. {@code identity} is the body of Keystone's {@code auth.identity} and {@code scope} of
 * {@code auth.scope}, null for an application credential, which has its own, and where none was chosen; {@code endpoints} are addresses
 * by type of service that are taken instead of the catalogue's.
 */
public record Cloud(
        String name,
        String authUrl,
        @Nullable String region,
        String networkInterface,
        Trust trust,
        Map<String, String> endpoints,
        Map<String, Object> identity,
        @Nullable Map<String, Object> scope) {

    /** Whose word for a server's certificate is taken. */
    public sealed interface Trust {

        /** That of the system's authorities. */
        record System() implements Trust {}

        /** That of the authorities in a PEM file: {@code cacert}. */
        record Authorities(Path pem) implements Trust {}

        /** Anyone's: {@code verify: false}. */
        record Anyone() implements Trust {}
    }

    public Cloud {
        endpoints = Map.copyOf(endpoints);
    }

    /** The secrets inside never show. */
    @Override
    public String toString() {
        return "Cloud[" + name + " at " + authUrl + "]";
    }
}
