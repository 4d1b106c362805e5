package dev.gantry.contracts;

import dev.gantry.contracts.event.Event;
import dev.gantry.contracts.host.HostActivated;
import dev.gantry.contracts.host.HostDriftFound;
import dev.gantry.contracts.host.HostEnrolled;
import dev.gantry.contracts.host.HostInspected;
import dev.gantry.contracts.host.HostInspectionFailed;
import dev.gantry.contracts.host.HostInspectionRequested;
import dev.gantry.contracts.host.HostProvisionRequested;
import dev.gantry.contracts.host.HostProvisioned;
import dev.gantry.contracts.host.HostProvisioningFailed;
import dev.gantry.contracts.host.HostRetired;
import dev.gantry.contracts.host.HostSnapshot;
import dev.gantry.contracts.host.HostStateChanged;
import dev.gantry.contracts.host.HostStepFinished;
import dev.gantry.contracts.host.HostUpdated;
import dev.gantry.contracts.image.DriverBundlePublished;
import dev.gantry.contracts.image.ImageBuildFailed;
import dev.gantry.contracts.image.ImageBuildRequested;
import dev.gantry.contracts.image.ImagePublished;
import dev.gantry.contracts.image.LicenceTokenExpiring;
import dev.gantry.contracts.nova.HostDrainChanged;
import dev.gantry.contracts.nova.NovaConfigPublished;
import dev.gantry.contracts.nova.NovaConfigRendered;
import dev.gantry.contracts.nova.PlacementChecked;
import dev.gantry.contracts.rollout.RolloutChanged;
import dev.gantry.contracts.source.SourceChanged;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every event of the suite: its CloudEvents {@code type}, the topic of its owner, and the record that carries it. */
public enum EventType {
    HOST_ENROLLED("dev.gantry.host.enrolled.v1", Topic.INVENTORY, HostEnrolled.class),
    HOST_UPDATED("dev.gantry.host.updated.v1", Topic.INVENTORY, HostUpdated.class),
    HOST_INSPECTION_REQUESTED(
            "dev.gantry.host.inspection-requested.v1", Topic.INVENTORY, HostInspectionRequested.class),
    HOST_PROVISION_REQUESTED("dev.gantry.host.provision-requested.v1", Topic.INVENTORY, HostProvisionRequested.class),
    HOST_STATE_CHANGED("dev.gantry.host.state-changed.v1", Topic.INVENTORY, HostStateChanged.class),
    HOST_ACTIVATED("dev.gantry.host.activated.v1", Topic.INVENTORY, HostActivated.class),
    HOST_RETIRED("dev.gantry.host.retired.v1", Topic.INVENTORY, HostRetired.class),
    ROLLOUT_CHANGED("dev.gantry.rollout.changed.v1", Topic.INVENTORY, RolloutChanged.class),
    SOURCE_CHANGED("dev.gantry.source.changed.v1", Topic.INVENTORY, SourceChanged.class),
    HOST_SNAPSHOT("dev.gantry.host.snapshot.v1", Topic.HOSTS, HostSnapshot.class),
    HOST_INSPECTED("dev.gantry.host.inspected.v1", Topic.PROVISIONER, HostInspected.class),
    HOST_INSPECTION_FAILED("dev.gantry.host.inspection-failed.v1", Topic.PROVISIONER, HostInspectionFailed.class),
    HOST_STEP_FINISHED("dev.gantry.host.step-finished.v1", Topic.PROVISIONER, HostStepFinished.class),
    HOST_PROVISIONED("dev.gantry.host.provisioned.v1", Topic.PROVISIONER, HostProvisioned.class),
    HOST_PROVISIONING_FAILED("dev.gantry.host.provisioning-failed.v1", Topic.PROVISIONER, HostProvisioningFailed.class),
    HOST_DRIFT_FOUND("dev.gantry.host.drift-found.v1", Topic.PROVISIONER, HostDriftFound.class),
    NOVA_CONFIG_RENDERED("dev.gantry.nova-config.rendered.v1", Topic.NOVA_CONFIG, NovaConfigRendered.class),
    NOVA_CONFIG_PUBLISHED("dev.gantry.nova-config.published.v1", Topic.NOVA_CONFIG, NovaConfigPublished.class),
    PLACEMENT_CHECKED("dev.gantry.placement.checked.v1", Topic.NOVA_CONFIG, PlacementChecked.class),
    HOST_DRAIN_CHANGED("dev.gantry.host.drain-changed.v1", Topic.NOVA_CONFIG, HostDrainChanged.class),
    DRIVER_BUNDLE_PUBLISHED("dev.gantry.driver-bundle.published.v1", Topic.IMAGE_BUILDER, DriverBundlePublished.class),
    IMAGE_BUILD_REQUESTED("dev.gantry.image.build-requested.v1", Topic.IMAGE_BUILDER, ImageBuildRequested.class),
    IMAGE_PUBLISHED("dev.gantry.image.published.v1", Topic.IMAGE_BUILDER, ImagePublished.class),
    IMAGE_BUILD_FAILED("dev.gantry.image.build-failed.v1", Topic.IMAGE_BUILDER, ImageBuildFailed.class),
    LICENCE_TOKEN_EXPIRING("dev.gantry.licence-token.expiring.v1", Topic.IMAGE_BUILDER, LicenceTokenExpiring.class);

    private static final Map<String, EventType> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));
    private static final Map<Class<?>, EventType> BY_RECORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::record, Function.identity()));

    private final String type;
    private final Topic topic;
    private final Class<? extends Event> record;

    EventType(String type, Topic topic, Class<? extends Event> record) {
        this.type = type;
        this.topic = topic;
        this.record = record;
    }

    /** CloudEvents {@code type}, e.g. {@code dev.gantry.host.enrolled.v1}. */
    public String type() {
        return type;
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends Event> record() {
        return record;
    }

    /** Classpath name of the schema, e.g. {@code schemas/host.enrolled.v1.json}. */
    public String schema() {
        return "schemas/" + type.substring("dev.gantry.".length()) + ".json";
    }

    /** Classpath name of the example that producers and consumers both test with. */
    public String example() {
        return "examples/" + type.substring("dev.gantry.".length()) + ".json";
    }

    /** Empty when the type is not one of ours: readers skip it. */
    public static Optional<EventType> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** @throws IllegalArgumentException when the record is not listed above */
    public static EventType of(Event event) {
        EventType found = BY_RECORD.get(event.getClass());
        if (found == null) {
            throw new IllegalArgumentException(event.getClass().getSimpleName() + " is not in EventType");
        }
        return found;
    }
}
