package dev.gantry.provisioner.guest.flow;

import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.CheckState;
import dev.gantry.provisioner.guest.model.GuestCheck;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A check, how far it has come, and its evidence once it is done. {@code changes} is what it did, in order. */
public record GuestCheckView(
        UUID id,
        String guest,
        CheckState state,
        CheckMode mode,
        String actor,
        @Nullable GuestState result,
        String reason,
        String detail,
        String waiting,
        List<String> changes,
        @Nullable GuestEvidence evidence,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static GuestCheckView of(GuestCheck check) {
        return new GuestCheckView(
                check.id(),
                check.guest(),
                check.state(),
                check.mode(),
                check.actor(),
                check.result(),
                check.reason(),
                check.detail(),
                check.waiting(),
                check.changes(),
                check.evidence(),
                check.createdAt(),
                check.startedAt(),
                check.finishedAt());
    }
}
