package dev.gantry.provisioner.model.boot;

import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.ManagedFile;
import java.util.List;
import java.util.Optional;

/** The units that are wanted on one host, those written that are missing, changed or not enabled. */
final class DesiredUnits {
    private static final String FOLDER = "/etc/systemd/system/";
    private static final String RULE = "/etc/udev/rules.d/50-nvidia-systemd.rules";

    private final PlanStep step;
    private final PlanContext planning;
    private final FoundFiles files;
    private final BootUnits units;
    private final FileChanges change = new FileChanges();

    DesiredUnits(PlanStep step, PlanContext planning) {
        this.step = step;
        this.planning = planning;
        this.files = planning.facts().files();
        this.units = new BootUnits(planning.targets(), planning.facts());
    }

    void plan() {
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
            planning.run(step, change.summary(), Deadlines.QUICK, change.script());
        }
    }

    private void planUnit(BootUnit unit) {
        if (!isDoneByOthers(unit)) {
            put(ManagedFile.of(FOLDER + unit.name(), "0644", unit.text()));
        }
        Optional<String> notKnown = planning.facts()
                .whyNotKnown("unit " + unit.name())
                .or(() -> planning.facts().whyNotKnown("units"));
        if (notKnown.isPresent()) {
            planning.block(
                    unit.name(),
                    "to know whether it is enabled",
                    "no answer of systemctl: " + notKnown.get(),
                    "see what systemctl show " + unit.name() + " says on the host");
        } else if (files.unit(unit.name()).filter(FoundUnit::isEnabled).isEmpty()) {
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
                .filter(f -> files.unit(unit.name()).stream().allMatch(FoundUnit::canBeEnabled))
                .isPresent();
    }

    /** Where NVIDIA's own MIG manager is installed it has to want the same, or it undoes ours at boot. */
    private boolean hasMigManager() {
        return files.unit("nvidia-mig-manager.service")
                .filter(u -> u.load().equals("loaded"))
                .isPresent();
    }

    private void put(ManagedFile file) {
        if (!file.isIn(files)) {
            change.put(file);
        }
    }

    private boolean isForeign(String path) {
        return files.file(path).filter(f -> !f.ours()).isPresent();
    }
}
