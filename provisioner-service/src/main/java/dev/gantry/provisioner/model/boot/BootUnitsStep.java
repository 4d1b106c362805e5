package dev.gantry.provisioner.model.boot;

import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.Step;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.ManagedFile;
import java.util.List;
import java.util.stream.Stream;

/** Units that make at every boot what memory lost: virtual functions, MIG devices, vGPUs, in this order, before nova. */
public final class BootUnitsStep {
    private static final String FOLDER = "/etc/systemd/system/";
    private static final String RULE = "/etc/udev/rules.d/50-nvidia-systemd.rules";

    private final PlanContext planning;
    private final FoundFiles files;
    private final BootUnits units;
    private final FileChanges change = new FileChanges();

    private BootUnitsStep(PlanContext planning) {
        this.planning = planning;
        this.files = planning.facts().files();
        this.units = new BootUnits(planning.targets(), planning.facts());
    }

    /** Written last, when it is known what is there to be made at boot. */
    public static void plan(PlanContext planning) {
        new BootUnitsStep(planning).planWanted();
    }

    /** Taken away first: a reboot on the way must not bring back what goes. */
    public static void planStale(PlanContext planning) {
        new BootUnitsStep(planning).planStale();
    }

    private void planWanted() {
        List<BootUnit> wanted = units.units();
        boolean others = wanted.stream().allMatch(u -> isDoneByOthers(u) || isMigOfManager(u));
        if (!others) {
            // A rule of the role does the same; only what is missing or ours and outdated is written.
            if (!isForeign(RULE)) {
                put(BootUnits.rule());
            }
            put(BootUnits.program());
        }
        wanted.stream().filter(u -> !(others && isMigOfManager(u))).forEach(this::planUnit);
        if (hasMigManager() && !others) {
            units.migManagerFiles().forEach(this::put);
        }
        if (!change.isEmpty()) {
            planning.run(Step.BOOT_UNITS, change.summary(), Deadlines.QUICK, change.script());
        }
    }

    private void planUnit(BootUnit unit) {
        if (!isDoneByOthers(unit)) {
            put(ManagedFile.of(FOLDER + unit.name(), "0644", unit.text()));
        }
        if (files.unit(unit.name()).filter(FoundUnit::isEnabled).isEmpty()) {
            change.enable(unit.name());
        }
    }

    private boolean isMigOfManager(BootUnit unit) {
        return unit.name().equals(BootUnits.MIG)
                && files.file(FOLDER + unit.name()).isEmpty()
                && units.isMigMadeByManager();
    }

    private boolean isDoneByOthers(BootUnit unit) {
        return files.file(FOLDER + unit.name())
                .filter(f -> !f.ours())
                .filter(f -> unit.isDoneBy(f, files))
                .isPresent();
    }

    /** Where NVIDIA's own MIG manager is installed it has to want the same, or it undoes ours at boot. */
    private boolean hasMigManager() {
        return files.unit("nvidia-mig-manager.service")
                .filter(u -> u.load().equals("loaded"))
                .isPresent();
    }

    private void planStale() {
        // Until virtual functions are there it is not known which units their vGPUs need.
        boolean undecided = planning.targets().cards().stream()
                .anyMatch(c -> c.framework().isEmpty() && !c.types().isEmpty());
        List<String> wanted = units.units().stream().map(BootUnit::name).toList();
        for (FoundFile file : files.below(FOLDER)) {
            String name = file.path().substring(FOLDER.length());
            if (BootUnits.isOne(name) && !wanted.contains(name) && !(undecided && isOfVgpus(name))) {
                planStaleUnit(file, name);
            }
        }
        planStaleFiles(wanted);
        if (!change.isEmpty()) {
            planning.run(
                    Step.TEARDOWN, change.summary(), Deadlines.QUICK, change.script(planning.guarded(unguarded())));
        }
    }

    private static boolean isOfVgpus(String name) {
        return name.startsWith("nvidia-mdev@") || name.startsWith("nvidia-vgpu-types");
    }

    private void planStaleFiles(List<String> wanted) {
        if (wanted.isEmpty()) {
            Stream.of(RULE, BootUnits.PROGRAM).filter(this::isOurs).forEach(change::takeAway);
        }
        if (planning.targets().cards().stream().noneMatch(c -> c.layout().usesMig())) {
            Stream.of(BootUnits.MIG_DROP_IN, BootUnits.MIG_CONFIG)
                    .filter(this::isOurs)
                    .forEach(change::takeAway);
        }
    }

    /** Devices that would not come back after a boot: a guest that has one keeps its unit, as it keeps the device. */
    private List<String> unguarded() {
        return planning.facts().devices().stream()
                .filter(d -> d.uuid() != null && change.disables("nvidia-mdev@" + d.uuid() + ".service")
                        || change.disables("nvidia-sriov-" + d.card() + ".service"))
                .map(d -> d.uuid() == null ? d.address().toString() : d.uuid().toString())
                .toList();
    }

    /** Somebody else's unit is switched off and stays on disk. */
    private void planStaleUnit(FoundFile file, String name) {
        boolean enabled = files.unit(name).filter(FoundUnit::isEnabled).isPresent();
        if (file.ours()) {
            change.disable(name);
            change.takeAway(file.path());
        } else if (enabled && !planning.targets().isEmpty()) {
            change.disable(name);
        }
    }

    private void put(ManagedFile file) {
        if (!file.isIn(files)) {
            change.put(file);
        }
    }

    private boolean isOurs(String path) {
        return files.file(path).filter(FoundFile::ours).isPresent();
    }

    private boolean isForeign(String path) {
        return files.file(path).filter(f -> !f.ours()).isPresent();
    }
}
