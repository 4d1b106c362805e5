package dev.gantry.provisioner.model.plan;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.desired.PlannedCards;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The making of one plan: what is found out so far, and whether what comes next has to wait. */
public final class PlanContext {
    private final DesiredState desired;
    private final HostFacts facts;
    private final PlannedCards targets;
    private final List<Change> changes = new ArrayList<>();
    private final List<ExpectedChange> expected = new ArrayList<>();
    private final List<String> blockers = new ArrayList<>();
    private final List<String> rebootReasons = new ArrayList<>();
    private final SortedSet<String> ramdisk = new TreeSet<>();
    private final SortedSet<String> ramdiskAway = new TreeSet<>();
    private boolean rebootFirst;
    private boolean waiting;

    public PlanContext(DesiredState desired, HostFacts facts) {
        this.desired = desired;
        this.facts = facts;
        this.targets = PlannedCards.of(desired, facts);
        this.blockers.addAll(targets.problems());
    }

    /** What was found out by all steps. */
    public HostPlan result() {
        if (blockers.isEmpty()) {
            return new HostPlan(changes, expected, blockers);
        }
        List<ExpectedChange> later =
                new ArrayList<>(changes.stream().map(ExpectedChange::of).toList());
        later.addAll(expected);
        return new HostPlan(List.of(), later, blockers);
    }

    public DesiredState desired() {
        return desired;
    }

    public HostFacts facts() {
        return facts;
    }

    public PlannedCards targets() {
        return targets;
    }

    public boolean isWaiting() {
        return waiting;
    }

    public List<String> rebootReasons() {
        return rebootReasons;
    }

    /** Adds a change, as one that follows later if something has to come first. */
    public void change(Change change) {
        if (waiting) {
            expected.add(ExpectedChange.of(change));
        } else {
            changes.add(change);
        }
    }

    public void run(PlanStep step, String summary, Duration deadline, String script) {
        change(new Change.RunScript(step.id(), summary, deadline, List.of(), List.of(), script));
    }

    /** A change that takes devices away: refused while somebody uses one, unless a reason was given. */
    public void destroy(PlanStep step, String summary, Duration deadline, List<String> devices, String script) {
        SortedSet<String> users = facts.usersOf(devices);
        requireUnused(summary, devices);
        change(new Change.RunScript(step.id(), summary, deadline, devices, List.copyOf(users), script));
    }

    /** What is destroyed must not be used, nor named by a domain that could start again. */
    private void requireUnused(String what, List<String> devices) {
        require(what, devices, facts.usersOf(devices));
    }

    /** What is reset and comes back the same must not be open. */
    public void requireIdle(String what, List<String> devices) {
        require(what, devices, facts.runningUsersOf(devices));
    }

    /** The same of whole cards with everything on them. */
    public void requireIdleCards(String what, List<PlannedCard> cards) {
        cards.forEach(card -> requireReadable(what, functionsOf(card.gpu())));
        requireIdle(what, partsOf(cards));
    }

    /** A card and its virtual functions. */
    public static List<PciAddress> functionsOf(FoundFunction card) {
        return Stream.concat(
                        Stream.of(card.address()), card.functions().stream().map(FoundVf::address))
                .toList();
    }

    private void require(String what, List<String> devices, SortedSet<String> users) {
        if (devices.isEmpty()) {
            return;
        }
        requireKnownUsers(what);
        if (!users.isEmpty() && desired.destroyInUseReason().isEmpty()) {
            block(
                    what,
                    "devices that no guest uses",
                    String.join(", ", users) + " use " + String.join(", ", inUse(devices)),
                    Plan.MOVE_GUESTS);
        }
    }

    /** A device that nobody can tell the type of is neither free room nor to be taken away unseen. */
    public void requireReadable(String what, Collection<PciAddress> functions) {
        functions.forEach(function -> facts.whyNotKnown("device on " + function)
                .ifPresent(why -> block(
                        what,
                        "to know what function " + function + " carries",
                        why,
                        "see /sys/bus/mdev/devices or the function's folder nvidia on the host, and"
                                + " remove that device there if nobody needs it")));
    }

    /** Not to see a guest is no proof that there is none. */
    public void requireKnownUsers(String what) {
        facts.usersNotKnown()
                .filter(why -> desired.destroyInUseReason().isEmpty())
                .ifPresent(why -> block(
                        what,
                        "to know who uses the devices of this host",
                        why,
                        "see why on the host, or approve with an overrideReason"));
    }

    /** The driver lets go of a card only when no process has it open: it waits for ever, or fails half-way. */
    public void requireNoGpuProcess(String what) {
        List<String> processes = facts.usage().gpuProcesses();
        if (!processes.isEmpty()) {
            block(what, "GPUs that no process has open", String.join(", ", processes), "stop these on the host");
        }
    }

    private List<String> inUse(List<String> devices) {
        return devices.stream()
                .filter(d -> !facts.usersOf(List.of(d)).isEmpty())
                .toList();
    }

    public void expect(PlanStep step, String summary) {
        expected.add(new ExpectedChange(step.id(), summary, false, List.of(), List.of()));
    }

    public void block(String what, String wantedState, String found, String next) {
        blockers.add("%s: wanted %s, found %s; next: %s".formatted(what, wantedState, found, next));
    }

    public boolean isBlocked() {
        return !blockers.isEmpty();
    }

    public void needReboot(String reason) {
        rebootReasons.add(reason);
    }

    /** The restart has to come before the driver: what follows could not work, or would be in vain. */
    public void needRebootFirst(String reason) {
        rebootReasons.add(reason);
        rebootFirst = true;
    }

    public boolean mustRebootFirst() {
        return rebootFirst;
    }

    /** The reasons so far; the restart that is planned now serves them all. */
    public List<String> takeRebootReasons() {
        List<String> taken = List.copyOf(rebootReasons);
        rebootReasons.clear();
        rebootFirst = false;
        return taken;
    }

    /** The initial ramdisk has to be made with this file, which is written before. */
    public void needRamdisk(String path) {
        ramdisk.add(path);
    }

    /** The same for a file that is there: only when it was written after the ramdisk. */
    public void needRamdiskIfOlder(String path) {
        if (facts.found().boot().newerThanRamdisk().contains(path)) {
            ramdisk.add(path);
        }
    }

    /** A file of ours leaves the host and its ramdisk in one: once it is gone, nothing tells that the ramdisk still holds it. */
    public void removeWithRamdisk(String path) {
        ramdiskAway.add(path);
    }

    public SortedSet<String> ramdiskReasons() {
        return ramdisk;
    }

    public SortedSet<String> removedWithRamdisk() {
        return ramdiskAway;
    }

    /** What is planned from here on has to wait for what was planned so far. */
    public void hold() {
        waiting = true;
    }

    /** The cards and everything on them. */
    public List<String> partsOf(List<PlannedCard> cards) {
        return cards.stream().flatMap(c -> facts.partsOf(c.gpu()).stream()).toList();
    }

    /** Parameters for a script that works on whole cards: {@code lines} say what; nothing on a card may be open. */
    public Map<String, String> onCards(List<PlannedCard> cards, String lines) {
        Map<String, String> parameters = new LinkedHashMap<>(
                guarded(cards.stream().map(c -> c.card().toString()).toList()));
        parameters.put("cards", lines);
        return parameters;
    }

    /** Parameters for a script that destroys: what must not be in use, and the reason when there is one. */
    public Map<String, String> guarded(List<String> devices) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("guarded", String.join(" ", devices));
        parameters.put("reason", desired.destroyInUseReason().orElse(""));
        return parameters;
    }
}
