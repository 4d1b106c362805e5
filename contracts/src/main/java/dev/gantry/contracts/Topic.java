package dev.gantry.contracts;

/** The Kafka topics, one per owner, and the compacted one that holds the newest snapshot of each host. */
public enum Topic {
    INVENTORY("gantry.inventory.events", "/gantry/inventory"),
    PROVISIONER("gantry.provisioner.events", "/gantry/provisioner"),
    NOVA_CONFIG("gantry.nova-config.events", "/gantry/nova-config"),
    IMAGE_BUILDER("gantry.image-builder.events", "/gantry/image-builder"),
    HOSTS("gantry.inventory.hosts", "/gantry/inventory");

    private final String topicName;
    private final String source;

    Topic(String topicName, String source) {
        this.topicName = topicName;
        this.source = source;
    }

    public String topicName() {
        return topicName;
    }

    /** CloudEvents {@code source} of everything its owner says. */
    public String source() {
        return source;
    }

    /** Where records of this topic go that a reader could not use. */
    public String deadLetterName() {
        return topicName + ".dlq";
    }
}
