package dev.gantry.novaconfig.openstack;

import dev.gantry.novaconfig.openstack.Cloud.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one cloud of a {@code clouds.yaml}, with what a {@code secure.yaml} beside it adds. Source: openstacksdk, "Configuring OpenStack
 * SDK Applications".
 */
public final class CloudsYaml {

    private static final Set<String> LOGINS =
            Set.of("password", "v3password", "v3applicationcredential", "application_credential");
    private static final String OVERRIDE = "_endpoint_override";

    private CloudsYaml() {}

    /** @throws RemoteException naming what is missing */
    public static Cloud read(Path file, String name) {
        Map<?, ?> clouds = map(map(load(file)).get("clouds"));
        if (!clouds.containsKey(name)) {
            throw wrong(file, "cloud " + name + " is not in it; it has " + clouds.keySet());
        }
        Map<?, ?> cloud = merged(map(clouds.get(name)), map(secrets(file).get(name)));
        Map<?, ?> auth = map(cloud.get("auth"));
        String url = text(auth, "auth_url");
        if (url == null || !url.matches("https?://\\S+")) {
            throw wrong(
                    file,
                    "cloud " + name + " has " + (url == null ? "no auth_url" : "auth_url " + url)
                            + "; write the address of Keystone such as https://cloud.example.org:5000/v3");
        }
        supported(file, name, cloud);
        return new Cloud(
                name,
                url.replaceAll("/+$", "").replaceAll("/v(2\\.0|3)$", ""),
                region(cloud),
                face(cloud),
                trust(file, cloud),
                endpoints(cloud),
                KeystoneCredentials.identity(file, name, auth),
                KeystoneCredentials.scope(auth));
    }

    private static void supported(Path file, String name, Map<?, ?> cloud) {
        String type = text(cloud, "auth_type");
        if (type != null && !LOGINS.contains(type)) {
            throw wrong(file, "cloud " + name + " logs in by " + type + "; use password or v3applicationcredential");
        }
        if (cloud.containsKey("cert")) {
            throw wrong(file, "cloud " + name + " wants a client certificate (cert), which is not supported");
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

    private static String face(Map<?, ?> cloud) {
        String face = text(cloud, "interface");
        String old = face == null ? text(cloud, "endpoint_type") : face;
        return old == null ? "public" : old.replace("URL", "");
    }

    private static Trust trust(Path file, Map<?, ?> cloud) {
        String authorities = text(cloud, "cacert");
        if (isTrue(cloud, "insecure") || cloud.containsKey("verify") && !isTrue(cloud, "verify")) {
            return new Trust.Anyone();
        }
        if (authorities == null || authorities.isBlank()) {
            return new Trust.System();
        }
        String path =
                authorities.startsWith("~/") ? System.getProperty("user.home") + authorities.substring(1) : authorities;
        return new Trust.Authorities(file.resolveSibling(path));
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

    private static Map<?, ?> secrets(Path file) {
        for (String name : List.of("secure.yaml", "secure.yml")) {
            Path secure = file.resolveSibling(name);
            if (Files.exists(secure)) {
                return map(map(load(secure)).get("clouds"));
            }
        }
        return Map.of();
    }

    private static Map<?, ?> merged(Map<?, ?> under, Map<?, ?> over) {
        Map<Object, Object> both = new LinkedHashMap<>(under);
        over.forEach((key, value) -> {
            boolean deeper = both.get(key) instanceof Map<?, ?> && value instanceof Map<?, ?>;
            both.put(key, deeper ? merged(map(both.get(key)), map(value)) : value);
        });
        return both;
    }

    private static boolean isTrue(Map<?, ?> from, String key) {
        String text = String.valueOf(from.get(key)).toLowerCase(Locale.ROOT);
        return text.equals("true") || text.equals("yes") || text.equals("1");
    }

    static @Nullable String text(Map<?, ?> from, String key) {
        Object value = from.get(key);
        return value == null ? null : value.toString();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> m ? m : Map.of();
    }

    private static Object load(Path file) {
        try {
            Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return read == null ? Map.of() : read;
        } catch (IOException e) {
            throw wrong(file, "it cannot be read");
        } catch (YamlEngineException e) {
            throw wrong(file, "it is not YAML");
        }
    }

    static RemoteException wrong(Path file, String what) {
        return new RemoteException(400, file.toString(), what);
    }
}
