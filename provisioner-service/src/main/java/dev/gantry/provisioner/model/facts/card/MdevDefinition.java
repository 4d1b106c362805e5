package dev.gantry.provisioner.model.facts.card;

import org.jspecify.annotations.Nullable;

/**
 * A file under {@code /etc/mdevctl.d}.
 *
 * @param parent name of its folder, not always a PCI address
 * @param uuid name of the file
 * @param type null when the file is not the JSON that mdevctl reads; one such file makes {@code mdevctl list -d} fail
 * @param start {@code manual} or {@code auto}, empty when it does not tell
 */
public record MdevDefinition(
        String parent, String uuid, @Nullable String type, String start) {
    public boolean isReadable() {
        return type != null;
    }
}
