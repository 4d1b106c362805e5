package dev.gantry.imagebuilder.openstack;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.openstack.Cloud;
import dev.gantry.openstack.CloudOptions;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The cloud that the settings name: by a {@code clouds.yaml}, or one word at a time. */
public final class ConfiguredCloud {

    private static final String ORIGIN = "gantry.image-builder.glance";

    private final ImageBuilderSettings.Glance settings;

    public ConfiguredCloud(ImageBuilderSettings.Glance settings) {
        this.settings = settings;
    }

    public boolean isSet() {
        return settings.cloudsPath().isPresent() || settings.authUrl().isPresent();
    }

    /** A login that was not used yet; empty where no cloud is set. @throws RemoteException when the settings name none that can be used */
    public Optional<CloudSession> session() {
        return isSet() ? Optional.of(CloudFailures.told(() -> new CloudSession(cloud()))) : Optional.empty();
    }

    private Cloud cloud() {
        return settings.cloudsPath()
                .map(file -> CloudsYaml.read(Path.of(file), settings.cloud()))
                .orElseGet(() -> new CloudOptions(ORIGIN, Path.of("")).read("site", options()));
    }

    private Map<String, Object> options() {
        Map<String, Object> auth = new LinkedHashMap<>();
        settings.authUrl().ifPresent(url -> auth.put("auth_url", url));
        if (settings.credentialId().isPresent()) {
            auth.put("application_credential_id", settings.credentialId().get());
            auth.put(
                    "application_credential_secret", settings.credentialSecret().orElse(""));
        } else {
            settings.user().ifPresent(user -> auth.put("username", user));
            settings.password().ifPresent(password -> auth.put("password", password));
            settings.project().ifPresent(project -> auth.put("project_name", project));
            auth.put("domain_name", settings.domain());
        }
        Map<String, Object> options = new LinkedHashMap<>(Map.of("auth", auth));
        settings.region().ifPresent(region -> options.put("region_name", region));
        settings.url().ifPresent(url -> options.put("image_endpoint_override", url));
        settings.caPath().ifPresent(pem -> options.put("cacert", pem));
        return options;
    }
}
