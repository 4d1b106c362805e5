package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.launcher.SiteCloud;
import java.util.List;
import java.util.Map;

/** Whether nova-config's settings name the simulated cloud: then Nova drains hosts and Placement makes them ACTIVE; else the demo says so as a person. */
final class SiteCloudSettings {
    private static final String PATH = "/v1/settings";
    private static final int GUESTS_AT_ONCE = 3;

    private final ApiClient novaConfig;
    private boolean isNamed;

    SiteCloudSettings(ApiClient novaConfig) {
        this.novaConfig = novaConfig;
    }

    boolean isNamed() {
        return isNamed;
    }

    /** A cloud that a person named there stays. */
    void name(SiteCloud cloud) {
        ApiClient.HttpResult stored = ApiClient.require(novaConfig.get(PATH), "GET " + PATH);
        ObjectNode settings = stored.json().deepCopy();
        if (!settings.hasNonNull("openstack")) {
            settings.putPOJO(
                    "openstack", Map.of("cloudsFile", cloud.cloudsFile().toString(), "cloud", SiteCloud.NAME));
            settings.putPOJO("drain", Map.of("ways", List.of("live-migrate"), "atOnce", GUESTS_AT_ONCE));
            ApiClient.require(novaConfig.change(PATH, settings, stored.etag()), "PUT " + PATH);
        }
        isNamed = true;
    }
}
