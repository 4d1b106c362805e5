package dev.gantry.novaconfig.openstack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cloud and who we are there. {@code identity} is the body of Keystone's {@code auth.identity} and {@code scope} of
 * {@code auth.scope}, null for an application credential, which has its own; {@code authorities} is the PEM file of {@code cacert}, null for
 * those of the system.
 */
public record Cloud(
        String name,
        String authUrl,
        @Nullable String region,
        String networkInterface,
        @Nullable Path authorities,
        Map<String, Object> identity,
        @Nullable Map<String, Object> scope) {

    /** The secrets inside never show. */
    @Override
    public String toString() {
        return "Cloud[" + name + " at " + authUrl + "]";
    }
}
