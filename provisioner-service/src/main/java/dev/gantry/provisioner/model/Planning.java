package dev.gantry.provisioner.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** The making of one plan: what is found out so far, and whether what comes next has to wait. */
final class Planning {
    private final Wanted wanted;
    private final HostFacts facts;
    private final Targets targets;
    private final List<Change> changes = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();
    private final List<String> blockers = new ArrayList<>();
    private final List<String> rebootReasons = new ArrayList<>();
    private boolean waiting;

    Planning(Wanted wanted, HostFacts facts) {
        this.wanted = wanted;
        this.facts = facts;
        this.targets = Targets.of(wanted, facts);
    }

    HostPlan plan() {
        targets.problems().forEach(blockers::add);
        FirmwarePart.plan(this);
        BootUnitsPart.planStale(this);
        TeardownPart.plan(this);
        KernelArgumentsPart.plan(this);
        ModuleFilesPart.plan(this);
        DriverPart.plan(this);
        MigModePart.plan(this);
        RebootPart.plan(this);
        BindingPart.plan(this);
        SrIovPart.plan(this);
        MigPart.plan(this);
        MdevPart.plan(this);
        VendorVfioPart.plan(this);
        BootUnitsPart.plan(this);
        if (blockers.isEmpty()) {
            return new HostPlan(changes, expected, blockers);
        }
        List<Expected> later =
                new ArrayList<>(changes.stream().map(Expected::of).toList());
        later.addAll(expected);
        return new HostPlan(List.of(), later, blockers);
    }

    Wanted wanted() {
        return wanted;
    }

    HostFacts facts() {
        return facts;
    }

    Targets targets() {
        return targets;
    }

    boolean isWaiting() {
        return waiting;
    }

    List<String> rebootReasons() {
        return rebootReasons;
    }

    /** Adds a change, as one that follows later if something has to come first. */
    void change(Change change) {
        if (waiting) {
            expected.add(Expected.of(change));
        } else {
            changes.add(change);
        }
    }

    void run(Step step, String summary, Duration deadline, String script) {
        change(new Change.RunScript(step.id(), summary, deadline, List.of(), List.of(), script));
    }

    /** A change that takes devices away: refused while somebody uses one, unless a reason was given. */
    void destroy(Step step, String summary, Duration deadline, List<String> devices, String script) {
        SortedSet<String> users = facts.usersOf(devices);
        requireUnused(summary, devices);
        change(new Change.RunScript(step.id(), summary, deadline, devices, List.copyOf(users), script));
    }

    /** What is destroyed must not be used, nor named by a domain that could start again. */
    private void requireUnused(String what, List<String> devices) {
        require(what, devices, facts.usersOf(devices));
    }

    /** What is reset and comes back the same must not be open. */
    void requireIdle(String what, List<String> devices) {
        require(what, devices, facts.runningUsersOf(devices));
    }

    private void require(String what, List<String> devices, SortedSet<String> users) {
        if (devices.isEmpty()) {
            return;
        }
        requireSight(what);
        if (!users.isEmpty() && wanted.options().destroyInUseReason().isEmpty()) {
            block(
                    what,
                    "devices that no guest uses",
                    String.join(", ", users) + " use " + String.join(", ", inUse(devices)),
                    "move or stop these guests, or give a reason in gantry_destroy_in_use");
        }
    }

    /** Not to see a guest is no proof that there is none. */
    void requireSight(String what) {
        facts.unseenUsers()
                .filter(why -> wanted.options().destroyInUseReason().isEmpty())
                .ifPresent(why -> block(
                        what,
                        "to know who uses the devices of this host",
                        why,
                        "see why on the host, or give a reason in gantry_destroy_in_use"));
    }

    /** The driver lets go of a card only when no process has it open: it waits for ever, or fails half-way. */
    void requireNoGpuProcess(String what) {
        List<String> processes = facts.gpuProcesses();
        if (!processes.isEmpty()) {
            block(what, "GPUs that no process has open", String.join(", ", processes), "stop these on the host");
        }
    }

    private List<String> inUse(List<String> devices) {
        return devices.stream()
                .filter(d -> !facts.usersOf(List.of(d)).isEmpty())
                .toList();
    }

    void expect(Step step, String summary) {
        expected.add(Expected.of(step, summary));
    }

    void block(String what, String wantedState, String found, String next) {
        blockers.add("%s: wanted %s, found %s; next: %s".formatted(what, wantedState, found, next));
    }

    boolean isBlocked() {
        return !blockers.isEmpty();
    }

    void needReboot(String reason) {
        rebootReasons.add(reason);
    }

    /** What is planned from here on has to wait for what was planned so far. */
    void hold() {
        waiting = true;
    }

    /** The cards and everything on them. */
    List<String> partsOf(List<Target> cards) {
        return cards.stream().flatMap(c -> facts.partsOf(c.gpu()).stream()).toList();
    }

    /** Parameters for a script that works on whole cards: {@code lines} say what; nothing on a card may be open. */
    Map<String, String> onCards(List<Target> cards, String lines) {
        Map<String, String> parameters = new LinkedHashMap<>(
                guarded(cards.stream().map(c -> c.card().toString()).toList()));
        parameters.put("cards", lines);
        return parameters;
    }

    /** Parameters for a script that destroys: what must not be in use, and the reason when there is one. */
    Map<String, String> guarded(List<String> devices) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("guarded", String.join(" ", devices));
        parameters.put("reason", wanted.options().destroyInUseReason().orElse(""));
        return parameters;
    }
}
