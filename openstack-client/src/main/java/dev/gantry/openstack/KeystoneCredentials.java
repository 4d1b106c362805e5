package dev.gantry.openstack;

import static dev.gantry.openstack.CloudOptions.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the {@code auth} of a {@code clouds.yaml} into what Keystone is told: who we are, and for what. Source: Identity API v3, "Authentication and token management". */
final class KeystoneCredentials {

    private final CloudOptions options;
    private final Map<?, ?> auth;

    KeystoneCredentials(CloudOptions options, Map<?, ?> auth) {
        this.options = options;
        this.auth = auth;
    }

    /** @throws RemoteException when it holds neither a password nor an application credential */
    Map<String, Object> identity(String name) {
        return isApplication() ? applicationCredential() : password(name);
    }

    /** Null where there is nothing to choose: an application credential has its own, and who names none is asked nothing here. */
    @Nullable
    Map<String, Object> scope() {
        Map<String, Object> project = new LinkedHashMap<>();
        put(project, "id", first(auth, "project_id", "tenant_id"));
        if (project.isEmpty()) {
            String name = first(auth, "project_name", "tenant_name");
            if (name != null) {
                project.put("name", name);
                project.put("domain", domain("project_domain"));
            }
        }
        if (isApplication()) {
            return null;
        }
        if (!project.isEmpty()) {
            return Map.of("project", project);
        }
        if ("all".equals(text(auth, "system_scope"))) {
            return Map.of("system", Map.of("all", true));
        }
        boolean ofDomain = text(auth, "domain_id") != null || text(auth, "domain_name") != null;
        return ofDomain ? Map.of("domain", domain("domain")) : null;
    }

    private boolean isApplication() {
        return auth.containsKey("application_credential_secret");
    }

    private Map<String, Object> applicationCredential() {
        Map<String, Object> credential = new LinkedHashMap<>();
        put(credential, "id", text(auth, "application_credential_id"));
        put(credential, "secret", text(auth, "application_credential_secret"));
        if (!credential.containsKey("id")) {
            put(credential, "name", text(auth, "application_credential_name"));
            credential.put("user", user());
        }
        return Map.of("methods", List.of("application_credential"), "application_credential", credential);
    }

    private Map<String, Object> password(String name) {
        Map<String, Object> user = user();
        String password = text(auth, "password");
        if (password == null || user.isEmpty()) {
            throw options.wrong("cloud " + name + " has neither username and password nor an application credential");
        }
        user.put("password", password);
        return Map.of("methods", List.of("password"), "password", Map.of("user", user));
    }

    private Map<String, Object> user() {
        Map<String, Object> user = new LinkedHashMap<>();
        put(user, "id", text(auth, "user_id"));
        String name = text(auth, "username");
        if (user.isEmpty() && name != null) {
            user.put("name", name);
            user.put("domain", domain("user_domain"));
        }
        return user;
    }

    /** What is named for it, else for both user and project, else Keystone's first. */
    private Map<String, Object> domain(String prefix) {
        for (String named : List.of(prefix, "domain", "default_domain")) {
            String id = text(auth, named + "_id");
            String name = text(auth, named + "_name");
            if (id != null) {
                return Map.of("id", id);
            }
            if (name != null) {
                return Map.of("name", name);
            }
        }
        return Map.of("id", "default");
    }

    private static @Nullable String first(Map<?, ?> from, String key, String other) {
        String value = text(from, key);
        return value == null ? text(from, other) : value;
    }

    private static void put(Map<String, Object> into, String key, @Nullable String value) {
        if (value != null) {
            into.put(key, value);
        }
    }
}
