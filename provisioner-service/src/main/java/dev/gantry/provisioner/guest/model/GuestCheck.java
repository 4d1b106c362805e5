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
        return new GuestCheckBuilder(id, guest, mode, actor, now).build();
    }

    public GuestCheck begun(Instant now) {
        return open().state(CheckState.RUNNING)
                .waiting("")
                .startedAt(startedAt == null ? now : startedAt)
                .build();
    }

    public GuestCheck waiting(String why) {
        return open().waiting(why).build();
    }

    public GuestCheck done(GuestState what, GuestEvidence found, Instant now) {
        return open().state(CheckState.SUCCEEDED)
                .result(what)
                .evidence(found)
                .waiting("")
                .finishedAt(now)
                .build();
    }

    public GuestCheck failed(String code, String why, Instant now) {
        return open().state(CheckState.FAILED)
                .reason(code)
                .detail(why)
                .waiting("")
                .finishedAt(now)
                .build();
    }

    /** Tries in a row that did not reach the guest. */
    public GuestCheck failures(int inARow) {
        return new GuestCheckBuilder(this).failures(inARow).build();
    }

    public int timesTried(String change) {
        return tries.getOrDefault(change, 0);
    }

    /** @param times 1 when it is begun, -1 when it turned out not to have been */
    public GuestCheck tried(String change, int times) {
        SortedMap<String, Integer> more = new TreeMap<>(tries);
        more.merge(change, times, Integer::sum);
        return new GuestCheckBuilder(this).tries(more).build();
    }

    public GuestCheck changed(String change, String said) {
        List<String> more = new ArrayList<>(changes);
        more.add(change);
        return new GuestCheckBuilder(this).changes(more).detail(said).build();
    }

    public GuestCheck awaitingLicence(Instant until) {
        return new GuestCheckBuilder(this)
                .licenceUntil(licenceUntil == null ? until : licenceUntil)
                .build();
    }

    private GuestCheckBuilder open() {
        if (!state.isOpen()) {
            throw new IllegalStateException("guest check " + id + " is " + state);
        }
        return new GuestCheckBuilder(this);
    }
}
