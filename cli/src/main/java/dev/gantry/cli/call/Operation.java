package dev.gantry.cli.call;

import static dev.gantry.cli.call.Service.IMAGE_BUILDER;
import static dev.gantry.cli.call.Service.INVENTORY;
import static dev.gantry.cli.call.Service.NOVA_CONFIG;
import static dev.gantry.cli.call.Service.PROVISIONER;

/** Every call that the command line makes. A test compares them with the services' OpenAPI documents. */
public enum Operation {
    HOSTS(INVENTORY, "GET", "/v1/hosts"),
    HOST(INVENTORY, "GET", "/v1/hosts/{name}"),
    HOST_PUT(INVENTORY, "PUT", "/v1/hosts/{name}"),
    HOST_DELETE(INVENTORY, "DELETE", "/v1/hosts/{name}"),
    HOST_PLAN(INVENTORY, "GET", "/v1/hosts/{name}/plan"),
    HOST_FACTS(INVENTORY, "GET", "/v1/hosts/{name}/facts"),
    HOST_HISTORY(INVENTORY, "GET", "/v1/hosts/{name}/history"),
    HOST_DESIRED_STATE(INVENTORY, "GET", "/v1/hosts/{name}/desired-state"),
    HOST_INSPECT(INVENTORY, "POST", "/v1/hosts/{name}/inspect"),
    HOST_APPROVE(INVENTORY, "POST", "/v1/hosts/{name}/approve"),
    HOST_ACTIVATE(INVENTORY, "POST", "/v1/hosts/{name}/activate"),
    HOST_PROVISION(INVENTORY, "POST", "/v1/hosts/{name}/provision"),
    HOST_DRAIN(INVENTORY, "POST", "/v1/hosts/{name}/drain"),
    HOST_CONFIRM_DRAINED(INVENTORY, "POST", "/v1/hosts/{name}/confirm-drained"),
    HOST_MAINTAIN(INVENTORY, "POST", "/v1/hosts/{name}/maintain"),
    HOST_RESUME(INVENTORY, "POST", "/v1/hosts/{name}/resume"),
    HOST_RETRY(INVENTORY, "POST", "/v1/hosts/{name}/retry"),
    HOST_RETIRE(INVENTORY, "POST", "/v1/hosts/{name}/retire"),
    GROUPS(INVENTORY, "GET", "/v1/groups"),
    GROUP(INVENTORY, "GET", "/v1/groups/{name}"),
    GROUP_PUT(INVENTORY, "PUT", "/v1/groups/{name}"),
    GROUP_DELETE(INVENTORY, "DELETE", "/v1/groups/{name}"),
    IMPORT(INVENTORY, "POST", "/v1/imports"),
    SOURCES(INVENTORY, "GET", "/v1/sources"),
    SOURCE(INVENTORY, "GET", "/v1/sources/{name}"),
    SOURCE_PUT(INVENTORY, "PUT", "/v1/sources/{name}"),
    SOURCE_DELETE(INVENTORY, "DELETE", "/v1/sources/{name}"),
    SOURCE_FETCH(INVENTORY, "POST", "/v1/sources/{name}/fetch"),
    OPERATION(INVENTORY, "GET", "/v1/operations/{id}"),
    CAPACITY(INVENTORY, "GET", "/v1/capacity"),
    PLAN(INVENTORY, "POST", "/v1/planner"),
    EVENTS(INVENTORY, "GET", "/v1/events"),
    WEBHOOKS(INVENTORY, "GET", "/v1/webhooks"),
    WEBHOOK(INVENTORY, "GET", "/v1/webhooks/{name}"),
    WEBHOOK_PUT(INVENTORY, "PUT", "/v1/webhooks/{name}"),
    WEBHOOK_DELETE(INVENTORY, "DELETE", "/v1/webhooks/{name}"),
    INVENTORY_AUDIT(INVENTORY, "GET", "/v1/audit"),
    API_TOKENS(INVENTORY, "GET", "/v1/api-tokens"),
    API_TOKEN(INVENTORY, "GET", "/v1/api-tokens/{id}"),
    API_TOKEN_CREATE(INVENTORY, "POST", "/v1/api-tokens"),
    API_TOKEN_REVOKE(INVENTORY, "DELETE", "/v1/api-tokens/{id}"),
    INVENTORY_DEAD_LETTERS(INVENTORY, "GET", "/v1/dead-letters"),
    INVENTORY_REPLAY(INVENTORY, "POST", "/v1/dead-letters/{id}/replay"),

    PROVISIONER_HOST(PROVISIONER, "GET", "/v1/hosts/{host}"),
    VGPU_DEFINITIONS(PROVISIONER, "GET", "/v1/hosts/{host}/vgpu-definitions"),
    RUNS(PROVISIONER, "GET", "/v1/runs"),
    RUN(PROVISIONER, "GET", "/v1/runs/{id}"),
    RUN_STEPS(PROVISIONER, "GET", "/v1/runs/{id}/steps"),
    RUN_LOG(PROVISIONER, "GET", "/v1/runs/{id}/log"),
    RUN_ABORT(PROVISIONER, "POST", "/v1/runs/{id}/abort"),
    RUN_RETRY(PROVISIONER, "POST", "/v1/runs/{id}/retry"),
    RUN_SKIP(PROVISIONER, "POST", "/v1/runs/{id}/skip"),
    ROLLOUTS(INVENTORY, "GET", "/v1/rollouts"),
    ROLLOUT(INVENTORY, "GET", "/v1/rollouts/{name}"),
    ROLLOUT_PUT(INVENTORY, "PUT", "/v1/rollouts/{name}"),
    ROLLOUT_PLAN(INVENTORY, "POST", "/v1/rollouts/{name}/plan"),
    ROLLOUT_DELETE(INVENTORY, "DELETE", "/v1/rollouts/{name}"),
    ROLLOUT_STOP(INVENTORY, "POST", "/v1/rollouts/{name}/stop"),
    ROLLOUT_RESUME(INVENTORY, "POST", "/v1/rollouts/{name}/resume"),
    ROLLOUT_BACK(INVENTORY, "POST", "/v1/rollouts/{name}/roll-back"),
    GUESTS(PROVISIONER, "GET", "/v1/guests"),
    GUEST(PROVISIONER, "GET", "/v1/guests/{name}"),
    GUEST_PUT(PROVISIONER, "PUT", "/v1/guests/{name}"),
    GUEST_DELETE(PROVISIONER, "DELETE", "/v1/guests/{name}"),
    GUEST_CHECKS(PROVISIONER, "GET", "/v1/guests/{name}/checks"),
    GUEST_CHECK(PROVISIONER, "POST", "/v1/guests/{name}/checks"),
    GUEST_CHECK_RESULT(PROVISIONER, "GET", "/v1/guest-checks/{id}"),
    PROVISIONER_AUDIT(PROVISIONER, "GET", "/v1/audit"),
    PROVISIONER_DEAD_LETTERS(PROVISIONER, "GET", "/v1/dead-letters"),
    PROVISIONER_REPLAY(PROVISIONER, "POST", "/v1/dead-letters/{id}/replay"),

    HOST_REVISIONS(NOVA_CONFIG, "GET", "/v1/hosts/{host}/revisions"),
    SITE_REVISIONS(NOVA_CONFIG, "GET", "/v1/site/revisions"),
    REVISION(NOVA_CONFIG, "GET", "/v1/revisions/{id}"),
    REVISION_DIFF(NOVA_CONFIG, "GET", "/v1/revisions/{id}/diff"),
    REVISION_FILE(NOVA_CONFIG, "GET", "/v1/revisions/{id}/files/{path}"),
    REVISION_PUBLISH(NOVA_CONFIG, "POST", "/v1/revisions/{id}/publish"),
    NOVA_COMPUTE_CONF(NOVA_CONFIG, "GET", "/v1/nova-compute.conf"),
    BOOKABLE_RESOURCES(NOVA_CONFIG, "GET", "/v1/bookable-resources"),
    SETTINGS(NOVA_CONFIG, "GET", "/v1/settings"),
    SETTINGS_PUT(NOVA_CONFIG, "PUT", "/v1/settings"),
    FLAVORS(NOVA_CONFIG, "GET", "/v1/flavors"),
    FLAVORS_YAML(NOVA_CONFIG, "GET", "/v1/flavors.yaml"),
    FLAVOR(NOVA_CONFIG, "GET", "/v1/flavors/{name}"),
    FLAVOR_PUT(NOVA_CONFIG, "PUT", "/v1/flavors/{name}"),
    FLAVOR_DELETE(NOVA_CONFIG, "DELETE", "/v1/flavors/{name}"),
    FLAVORS_PLAN(NOVA_CONFIG, "GET", "/v1/flavors/plan"),
    FLAVORS_APPLY(NOVA_CONFIG, "POST", "/v1/flavors/apply"),
    BIOS(PROVISIONER, "GET", "/v1/bios/{host}"),
    BIOS_APPLY(PROVISIONER, "POST", "/v1/bios/{host}/apply"),
    DRAIN_PLAN(NOVA_CONFIG, "GET", "/v1/hosts/{host}/drain-plan"),
    DRAIN_START(NOVA_CONFIG, "POST", "/v1/hosts/{host}/drain"),
    DRAIN(NOVA_CONFIG, "GET", "/v1/hosts/{host}/drain"),
    DRAIN_STOP(NOVA_CONFIG, "POST", "/v1/hosts/{host}/drain/stop"),
    DRAIN_END(NOVA_CONFIG, "POST", "/v1/hosts/{host}/drain/end"),
    ALLOCATIONS(NOVA_CONFIG, "GET", "/v1/hosts/{host}/allocations"),
    PLACEMENT_CHECK(NOVA_CONFIG, "GET", "/v1/hosts/{host}/placement-check"),
    PLACEMENT_CHECK_START(NOVA_CONFIG, "POST", "/v1/hosts/{host}/placement-check"),
    STALE_PROVIDERS_REMOVE(NOVA_CONFIG, "POST", "/v1/hosts/{host}/stale-providers/remove"),
    LINTS(NOVA_CONFIG, "POST", "/v1/lints"),
    RECONFIGURATIONS(NOVA_CONFIG, "GET", "/v1/reconfigurations"),
    RECONFIGURATION_START(NOVA_CONFIG, "POST", "/v1/reconfigurations"),
    RECONFIGURATION(NOVA_CONFIG, "GET", "/v1/reconfigurations/{id}"),
    RECONFIGURATION_LOG(NOVA_CONFIG, "GET", "/v1/reconfigurations/{id}/log"),
    NOVA_CONFIG_AUDIT(NOVA_CONFIG, "GET", "/v1/audit"),
    NOVA_CONFIG_DEAD_LETTERS(NOVA_CONFIG, "GET", "/v1/dead-letters"),
    NOVA_CONFIG_REPLAY(NOVA_CONFIG, "POST", "/v1/dead-letters/{id}/replay"),

    BUNDLES(IMAGE_BUILDER, "GET", "/v1/driver-bundles"),
    BUNDLE(IMAGE_BUILDER, "GET", "/v1/driver-bundles/{name}"),
    BUNDLE_UPLOAD(IMAGE_BUILDER, "POST", "/v1/driver-bundles"),
    BUNDLE_PUBLISH(IMAGE_BUILDER, "POST", "/v1/driver-bundles/{name}/publish"),
    BUNDLE_DELETE(IMAGE_BUILDER, "DELETE", "/v1/driver-bundles/{name}"),
    DRIVER_ALIGNMENT(IMAGE_BUILDER, "GET", "/v1/driver-alignment"),
    DRIVER_BRANCHES(IMAGE_BUILDER, "GET", "/v1/driver-branches"),
    IMAGES(IMAGE_BUILDER, "GET", "/v1/images"),
    IMAGES_YAML(IMAGE_BUILDER, "GET", "/v1/images.yaml"),
    IMAGES_IMPORT(IMAGE_BUILDER, "POST", "/v1/image-imports"),
    IMAGE(IMAGE_BUILDER, "GET", "/v1/images/{name}"),
    IMAGE_PUT(IMAGE_BUILDER, "PUT", "/v1/images/{name}"),
    IMAGE_DELETE(IMAGE_BUILDER, "DELETE", "/v1/images/{name}"),
    IMAGE_RECIPE(IMAGE_BUILDER, "GET", "/v1/images/{name}/recipe"),
    IMAGE_BUILD(IMAGE_BUILDER, "POST", "/v1/images/{name}/builds"),
    CHANNEL(IMAGE_BUILDER, "GET", "/v1/images/{image}/channels/{channel}"),
    CHANNEL_PUT(IMAGE_BUILDER, "PUT", "/v1/images/{image}/channels/{channel}"),
    CHANNEL_ROLLBACK(IMAGE_BUILDER, "POST", "/v1/images/{image}/channels/{channel}/rollback"),
    BUILDS(IMAGE_BUILDER, "GET", "/v1/builds"),
    BUILD(IMAGE_BUILDER, "GET", "/v1/builds/{id}"),
    BUILD_LOG(IMAGE_BUILDER, "GET", "/v1/builds/{id}/log"),
    BUILD_CANCEL(IMAGE_BUILDER, "POST", "/v1/builds/{id}/cancel"),
    BUILD_SBOM(IMAGE_BUILDER, "GET", "/v1/builds/{id}/sbom"),
    BUILD_PROVENANCE(IMAGE_BUILDER, "GET", "/v1/builds/{id}/provenance"),
    TOKENS(IMAGE_BUILDER, "GET", "/v1/licence-tokens"),
    TOKEN(IMAGE_BUILDER, "GET", "/v1/licence-tokens/{name}"),
    TOKEN_PUT(IMAGE_BUILDER, "PUT", "/v1/licence-tokens/{name}"),
    TOKEN_DELETE(IMAGE_BUILDER, "DELETE", "/v1/licence-tokens/{name}"),
    TOKEN_IMAGES(IMAGE_BUILDER, "GET", "/v1/licence-tokens/{name}/images"),
    TOKEN_PROBE(IMAGE_BUILDER, "POST", "/v1/licence-tokens/{name}/probe"),
    IMAGE_BUILDER_AUDIT(IMAGE_BUILDER, "GET", "/v1/audit"),
    IMAGE_BUILDER_DEAD_LETTERS(IMAGE_BUILDER, "GET", "/v1/dead-letters"),
    IMAGE_BUILDER_REPLAY(IMAGE_BUILDER, "POST", "/v1/dead-letters/{id}/replay");

    private final Service service;
    private final String method;
    private final String path;

    Operation(Service service, String method, String path) {
        this.service = service;
        this.method = method;
        this.path = path;
    }

    public Service service() {
        return service;
    }

    public String method() {
        return method;
    }

    /** With its placeholders, as the OpenAPI document has it. */
    public String path() {
        return path;
    }

    public boolean isReading() {
        return method.equals("GET");
    }
}
