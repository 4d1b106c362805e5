package dev.gantry.provisioner.guest.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a {@link GuestCheck} like another one with some values changed. */
final class GuestCheckBuilder {
    private final UUID id;
    private final String guest;
    private final CheckMode mode;
    private final String actor;
    private final Instant createdAt;
    private CheckState state = CheckState.QUEUED;
    private @Nullable GuestState result;
    private String reason = "";
    private String detail = "";
    private String waiting = "for a free worker";
    private int failures = 0;
    private SortedMap<String, Integer> tries = new TreeMap<>();
    private List<String> changes = List.of();
    private @Nullable GuestEvidence evidence;
    private @Nullable Instant licenceUntil;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    GuestCheckBuilder(UUID id, String guest, CheckMode mode, String actor, Instant createdAt) {
        this.id = id;
        this.guest = guest;
        this.mode = mode;
        this.actor = actor;
        this.createdAt = createdAt;
    }

    GuestCheckBuilder(GuestCheck check) {
        this(check.id(), check.guest(), check.mode(), check.actor(), check.createdAt());
        this.state = check.state();
        this.result = check.result();
        this.reason = check.reason();
        this.detail = check.detail();
        this.waiting = check.waiting();
        this.failures = check.failures();
        this.tries = check.tries();
        this.changes = check.changes();
        this.evidence = check.evidence();
        this.licenceUntil = check.licenceUntil();
        this.startedAt = check.startedAt();
        this.finishedAt = check.finishedAt();
    }

    GuestCheckBuilder state(CheckState value) {
        this.state = value;
        return this;
    }

    GuestCheckBuilder result(GuestState value) {
        this.result = value;
        return this;
    }

    GuestCheckBuilder reason(String value) {
        this.reason = value;
        return this;
    }

    GuestCheckBuilder detail(String value) {
        this.detail = value;
        return this;
    }

    GuestCheckBuilder waiting(String value) {
        this.waiting = value;
        return this;
    }

    GuestCheckBuilder failures(int value) {
        this.failures = value;
        return this;
    }

    GuestCheckBuilder tries(SortedMap<String, Integer> value) {
        this.tries = value;
        return this;
    }

    GuestCheckBuilder changes(List<String> value) {
        this.changes = value;
        return this;
    }

    GuestCheckBuilder evidence(GuestEvidence value) {
        this.evidence = value;
        return this;
    }

    GuestCheckBuilder licenceUntil(Instant value) {
        this.licenceUntil = value;
        return this;
    }

    GuestCheckBuilder startedAt(Instant value) {
        this.startedAt = value;
        return this;
    }

    GuestCheckBuilder finishedAt(Instant value) {
        this.finishedAt = value;
        return this;
    }

    GuestCheck build() {
        return new GuestCheck(
                id,
                guest,
                state,
                mode,
                actor,
                result,
                reason,
                detail,
                waiting,
                failures,
                tries,
                changes,
                evidence,
                licenceUntil,
                createdAt,
                startedAt,
                finishedAt);
    }
}
