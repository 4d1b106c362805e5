package dev.gantry.openstack;

import dev.gantry.openstack.Cloud.Trust;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how to reach one cloud, in the words of {@code clouds.yaml}. Source: openstacksdk, "Configuring OpenStack SDK Applications".
 *
 * @param origin where the words stand, for messages
 * @param folder what a relative {@code cacert} starts from
 */
public record CloudOptions(String origin, Path folder) {

    private static final Set<String> LOGINS =
            Set.of("password", "v3password", "v3applicationcredential", "application_credential");
    private static final String OVERRIDE = "_endpoint_override";

    /** @throws RemoteException naming what is missing */
    public Cloud read(String name, Map<?, ?> cloud) {
        Map<?, ?> auth = map(cloud.get("auth"));
        String url = text(auth, "auth_url");
        if (url == null || !url.matches("https?://\\S+")) {
            throw wrong("cloud " + name + " has " + (url == null ? "no auth_url" : "auth_url " + url)
                    + "; write the address of Keystone such as https://cloud.example.org:5000/v3");
        }
        supported(name, cloud);
        KeystoneCredentials credentials = new KeystoneCredentials(this, auth);
        return new Cloud(
                name,
                url.replaceAll("/+$", "").replaceAll("/v(2\\.0|3)$", ""),
                region(cloud),
                networkInterface(cloud),
                trust(cloud),
                endpoints(cloud),
                credentials.identity(name),
                credentials.scope());
    }

    private void supported(String name, Map<?, ?> cloud) {
        String type = text(cloud, "auth_type");
        if (type != null && !LOGINS.contains(type)) {
            throw wrong("cloud " + name + " logs in by " + type + "; use password or v3applicationcredential");
        }
        if (cloud.containsKey("cert")) {
            throw wrong("cloud " + name + " wants a client certificate (cert), which is not supported");
        }
    }

    private static @Nullable String region(Map<?, ?> cloud) {
        String region = text(cloud, "region_name");
        if (region == null && cloud.get("regions") instanceof List<?> many && !many.isEmpty()) {
            // The first is the usual one. Each is a name, or a name with values of its own.
            Object first = many.getFirst();
            return first instanceof Map<?, ?> described ? text(described, "name") : String.valueOf(first);
        }
        return region;
    }

    private static String networkInterface(Map<?, ?> cloud) {
        String named = text(cloud, "interface");
        String old = named == null ? text(cloud, "endpoint_type") : named;
        return old == null ? "public" : old.replace("URL", "");
    }

    private Trust trust(Map<?, ?> cloud) {
        String authorities = text(cloud, "cacert");
        if (isTrue(cloud, "insecure") || cloud.containsKey("verify") && !isTrue(cloud, "verify")) {
            return new Trust.Anyone();
        }
        if (authorities == null || authorities.isBlank()) {
            return new Trust.System();
        }
        String path =
                authorities.startsWith("~/") ? System.getProperty("user.home") + authorities.substring(1) : authorities;
        return new Trust.Authorities(folder.resolve(path));
    }

    /** {@code compute_endpoint_override: http://nova.example.org/v2.1} by type of service: {@code compute}. */
    private static Map<String, String> endpoints(Map<?, ?> cloud) {
        Map<String, String> found = new LinkedHashMap<>();
        cloud.forEach((key, value) -> {
            String option = String.valueOf(key);
            if (option.endsWith(OVERRIDE) && value != null) {
                found.put(
                        option.substring(0, option.length() - OVERRIDE.length()).replace('_', '-'), value.toString());
            }
        });
        return found;
    }

    private static boolean isTrue(Map<?, ?> from, String key) {
        String text = String.valueOf(from.get(key)).toLowerCase(Locale.ROOT);
        return text.equals("true") || text.equals("yes") || text.equals("1");
    }

    static @Nullable String text(Map<?, ?> from, String key) {
        Object value = from.get(key);
        return value == null ? null : value.toString();
    }

    static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> m ? m : Map.of();
    }

    RemoteException wrong(String what) {
        return new RemoteException(400, origin, what);
    }
}
