package dev.gantry.provisioner.model.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reboot that is awaited.
 *
 * @param bootId the boot that it shall end
 * @param sentAt when the host was told; null: whether it was is not known
 */
public record PendingReboot(
        String bootId, Instant deadline, @Nullable Instant sentAt) {
    public boolean isOverdue(Instant now) {
        return now.isAfter(deadline);
    }

    public PendingReboot sent(Instant now) {
        return new PendingReboot(bootId, deadline, now);
    }
}
