package dev.gantry.novaconfig.openstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one cloud of a {@code clouds.yaml}: password or application credential. Source: openstacksdk, "Configuring OpenStack SDK Applications". */
public final class CloudsYaml {

    private CloudsYaml() {}

    /** @throws CloudRefusal naming what is missing */
    public static Cloud read(Path file, String name) {
        Map<?, ?> clouds = map(map(load(file)).get("clouds"));
        if (!clouds.containsKey(name)) {
            throw wrong(file, "cloud " + name + " is not in it; it has " + clouds.keySet());
        }
        Map<?, ?> cloud = map(clouds.get(name));
        Map<?, ?> auth = map(cloud.get("auth"));
        String url = text(auth, "auth_url");
        if (url == null) {
            throw wrong(file, "cloud " + name + " has no auth_url");
        }
        boolean application = auth.containsKey("application_credential_secret");
        String base = url.replaceAll("/+$", "").replaceAll("/v3$", "");
        String face = text(cloud, "interface");
        String authorities = text(cloud, "cacert");
        return new Cloud(
                name,
                base,
                text(cloud, "region_name"),
                face == null ? "public" : face.replace("URL", ""),
                authorities == null ? null : file.resolveSibling(authorities),
                application ? applicationCredential(auth) : password(file, name, auth),
                application ? null : scope(auth));
    }

    private static Map<String, Object> applicationCredential(Map<?, ?> auth) {
        Map<String, Object> credential = new LinkedHashMap<>();
        put(credential, "id", text(auth, "application_credential_id"));
        put(credential, "secret", text(auth, "application_credential_secret"));
        if (!credential.containsKey("id")) {
            put(credential, "name", text(auth, "application_credential_name"));
            credential.put("user", user(auth));
        }
        return Map.of("methods", List.of("application_credential"), "application_credential", credential);
    }

    private static Map<String, Object> password(Path file, String name, Map<?, ?> auth) {
        Map<String, Object> user = user(auth);
        String password = text(auth, "password");
        if (password == null || user.isEmpty()) {
            throw wrong(file, "cloud " + name + " has neither username and password nor an application credential");
        }
        user.put("password", password);
        return Map.of("methods", List.of("password"), "password", Map.of("user", user));
    }

    private static Map<String, Object> user(Map<?, ?> auth) {
        Map<String, Object> user = new LinkedHashMap<>();
        put(user, "id", text(auth, "user_id"));
        put(user, "name", text(auth, "username"));
        if (user.containsKey("name")) {
            user.put("domain", domain(auth, "user_domain"));
        }
        return user;
    }

    private static Map<String, Object> scope(Map<?, ?> auth) {
        Map<String, Object> project = new LinkedHashMap<>();
        put(project, "id", text(auth, "project_id"));
        if (project.isEmpty()) {
            put(project, "name", text(auth, "project_name"));
            project.put("domain", domain(auth, "project_domain"));
        }
        return Map.of("project", project);
    }

    private static Map<String, Object> domain(Map<?, ?> auth, String prefix) {
        String id = text(auth, prefix + "_id");
        String name = text(auth, prefix + "_name");
        return id != null ? Map.of("id", id) : name != null ? Map.of("name", name) : Map.of("id", "default");
    }

    private static void put(Map<String, Object> into, String key, @Nullable String value) {
        if (value != null) {
            into.put(key, value);
        }
    }

    private static @Nullable String text(Map<?, ?> from, String key) {
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

    private static CloudRefusal wrong(Path file, String what) {
        return new CloudRefusal(400, file.toString(), what);
    }
}
