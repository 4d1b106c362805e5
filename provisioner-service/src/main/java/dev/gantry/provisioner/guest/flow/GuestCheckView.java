package dev.gantry.provisioner.guest.flow;

import dev.gantry.provisioner.guest.model.CheckMode;
import dev.gantry.provisioner.guest.model.CheckState;
import dev.gantry.provisioner.guest.model.GuestEvidence;
import dev.gantry.provisioner.guest.model.GuestState;
import dev.gantry.provisioner.guest.store.GuestCheckRow;
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

    static GuestCheckView of(GuestCheckRow row) {
        return new GuestCheckView(
                row.id,
                row.guest,
                row.state,
                row.mode,
                row.actor,
                row.result,
                row.reason,
                row.detail,
                row.waiting,
                List.copyOf(row.changes),
                row.evidence,
                row.createdAt,
                row.startedAt,
                row.finishedAt);
    }
}
