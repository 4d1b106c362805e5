package dev.gantry.provisioner.guest.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One check of a guest: how far it has come and what it found. It goes QUEUED, RUNNING, then SUCCEEDED or FAILED, and never back.
 *
 * @param actor who asked for it
 * @param result null until it is done
 * @param reason kebab-case code of a failure, else empty
 * @param waiting what it waits for, in words
 * @param failures tries in a row that did not reach the guest
 * @param tries how often a change was begun, by its step and summary
 * @param changes what was done, in order
 * @param licenceUntil how long a licence is waited for; null: not begun to wait
 */
public record GuestCheck(
        UUID id,
        String guest,
        CheckState state,
        CheckMode mode,
        String actor,
        @Nullable GuestState result,
        String reason,
        String detail,
        String waiting,
        int failures,
        SortedMap<String, Integer> tries,
        List<String> changes,
        @Nullable GuestEvidence evidence,
        @Nullable Instant licenceUntil,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    public GuestCheck {
        tries = Collections.unmodifiableSortedMap(new TreeMap<>(tries));
        changes = List.copyOf(changes);
    }

    public static GuestCheck queued(UUID id, String guest, CheckMode mode, String actor, Instant now) {
        return new GuestCheck(
                id,
                guest,
                CheckState.QUEUED,
                mode,
                actor,
                null,
                "",
                "",
                "for a free worker",
                0,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                now,
                null,
                null);
    }

    public GuestCheck begun(Instant now) {
        requireOpen();
        return new GuestCheck(
                id,
                guest,
                CheckState.RUNNING,
                mode,
                actor,
                result,
                reason,
                detail,
                "",
                failures,
                tries,
                changes,
                evidence,
                licenceUntil,
                createdAt,
                startedAt == null ? now : startedAt,
                finishedAt);
    }

    public GuestCheck waiting(String why) {
        requireOpen();
        return new GuestCheck(
                id,
                guest,
                state,
                mode,
                actor,
                result,
                reason,
                detail,
                why,
                failures,
                tries,
                changes,
                evidence,
                licenceUntil,
                createdAt,
                startedAt,
                finishedAt);
    }

    public GuestCheck done(GuestState what, GuestEvidence found, Instant now) {
        requireOpen();
        return new GuestCheck(
                id,
                guest,
                CheckState.SUCCEEDED,
                mode,
                actor,
                what,
                reason,
                detail,
                "",
                failures,
                tries,
                changes,
                found,
                licenceUntil,
                createdAt,
                startedAt,
                now);
    }

    public GuestCheck failed(String code, String why, Instant now) {
        requireOpen();
        return new GuestCheck(
                id,
                guest,
                CheckState.FAILED,
                mode,
                actor,
                result,
                code,
                why,
                "",
                failures,
                tries,
                changes,
                evidence,
                licenceUntil,
                createdAt,
                startedAt,
                now);
    }

    /** Tries in a row that did not reach the guest. */
    public GuestCheck failures(int inARow) {
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
                inARow,
                tries,
                changes,
                evidence,
                licenceUntil,
                createdAt,
                startedAt,
                finishedAt);
    }

    public int timesTried(String change) {
        return tries.getOrDefault(change, 0);
    }

    /** @param times 1 when it is begun, -1 when it turned out not to have been */
    public GuestCheck tried(String change, int times) {
        SortedMap<String, Integer> more = new TreeMap<>(tries);
        more.merge(change, times, Integer::sum);
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
                more,
                changes,
                evidence,
                licenceUntil,
                createdAt,
                startedAt,
                finishedAt);
    }

    public GuestCheck changed(String change, String said) {
        List<String> more = new ArrayList<>(changes);
        more.add(change);
        return new GuestCheck(
                id,
                guest,
                state,
                mode,
                actor,
                result,
                reason,
                said,
                waiting,
                failures,
                tries,
                more,
                evidence,
                licenceUntil,
                createdAt,
                startedAt,
                finishedAt);
    }

    public GuestCheck awaitingLicence(Instant until) {
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
                licenceUntil == null ? until : licenceUntil,
                createdAt,
                startedAt,
                finishedAt);
    }

    private void requireOpen() {
        if (!state.isOpen()) {
            throw new IllegalStateException("guest check " + id + " is " + state);
        }
    }
}
