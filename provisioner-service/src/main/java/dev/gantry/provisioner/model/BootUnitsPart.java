package dev.gantry.provisioner.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Units that make at every boot what memory lost: virtual functions, MIG devices, vGPUs, in this order, before nova. */
final class BootUnitsPart {
    private static final String FOLDER = "/etc/systemd/system/";
    private static final String RULE = "/etc/udev/rules.d/50-nvidia-systemd.rules";

    private final Planning planning;
    private final FoundFiles files;
    private final FilesChange change = new FilesChange();

    private BootUnitsPart(Planning planning) {
        this.planning = planning;
        this.files = planning.facts().files();
    }

    static void plan(Planning planning) {
        new BootUnitsPart(planning).plan();
    }

    private void plan() {
        BootUnits units = new BootUnits(planning.targets(), planning.facts());
        List<BootUnits.Unit> wanted = units.units();
        if (!wanted.isEmpty()) {
            // A rule of the role does the same; only what is missing or ours and outdated is written.
            if (!isForeign(RULE)) {
                put(BootUnits.rule());
            }
            put(BootUnits.program());
        }
        wanted.forEach(this::planUnit);
        planMigManager(units);
        planStale(wanted);
        if (!change.isEmpty()) {
            planning.run(Step.BOOT_UNITS, change.summary(), Deadlines.QUICK, change.script());
        }
    }

    private void planUnit(BootUnits.Unit unit) {
        ManagedFile file = ManagedFile.of(FOLDER + unit.name(), "0644", unit.text());
        boolean foreignDoes = files.file(file.path())
                .filter(f -> !f.ours())
                .filter(f -> unit.isDoneBy(f, files))
                .isPresent();
        if (!foreignDoes) {
            put(file);
        }
        if (files.unit(unit.name()).filter(FoundUnit::isEnabled).isEmpty()) {
            change.enable(unit.name());
        }
    }

    /** Where NVIDIA's own MIG manager is installed it has to want the same, or it undoes ours at boot. */
    private void planMigManager(BootUnits units) {
        boolean installed = files.unit("nvidia-mig-manager.service")
                .filter(u -> u.load().equals("loaded"))
                .isPresent();
        List<ManagedFile> wanted = installed ? units.migManagerFiles() : List.of();
        wanted.forEach(this::put);
        if (wanted.isEmpty()) {
            Stream.of(BootUnits.MIG_DROP_IN, BootUnits.MIG_CONFIG).filter(this::isOurs).forEach(change::takeAway);
        }
    }

    private void planStale(List<BootUnits.Unit> wanted) {
        for (FoundFile file : files.below(FOLDER)) {
            String name = file.path().substring(FOLDER.length());
            boolean kept = name.contains("/") || wanted.stream().anyMatch(u -> u.name().equals(name));
            if (kept || !BootUnits.isOne(name)) {
                continue;
            }
            Optional<FoundUnit> unit = files.unit(name);
            if (file.ours()) {
                change.disable(name);
                change.takeAway(file.path());
            } else if (unit.filter(FoundUnit::isEnabled).isPresent() && !planning.targets().isEmpty()) {
                change.disable(name);
            }
        }
        if (wanted.isEmpty()) {
            Stream.of(RULE, BootUnits.PROGRAM).filter(this::isOurs).forEach(change::takeAway);
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
