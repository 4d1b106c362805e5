package dev.gantry.provisioner.model.boot;

import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.script.FileChanges;
import java.util.List;
import java.util.stream.Stream;

/** Units and files of ours that nothing wanted needs. They go after the devices that they make: what cannot be stopped keeps its unit. */
public final class StaleUnits {
    private static final String FOLDER = "/etc/systemd/system/";
    private static final String RULE = "/etc/udev/rules.d/50-nvidia-systemd.rules";

    private final PlanContext planning;
    private final FoundFiles files;
    private final BootUnits units;
    private final FileChanges change = new FileChanges();

    private StaleUnits(PlanContext planning) {
        this.planning = planning;
        this.files = planning.facts().files();
        this.units = new BootUnits(planning.targets(), planning.facts());
    }

    public static StaleUnits of(PlanContext context) {
        StaleUnits stale = new StaleUnits(context);
        stale.find();
        return stale;
    }

    /** Our unit makes MIG devices on this card at every boot. */
    public static boolean isCutByUs(HostFacts facts, PciAddress card) {
        return facts.files()
                .file(FOLDER + BootUnits.MIG)
                .filter(FoundFile::ours)
                .filter(f -> f.lines().stream().anyMatch(l -> l.contains(" mig " + card + " ")))
                .isPresent();
    }

    public FileChanges change() {
        return change;
    }

    private void find() {
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
    }

    private static boolean isOfVgpus(String name) {
        return name.startsWith("nvidia-mdev@") || name.startsWith("nvidia-vgpu-types");
    }

    private void planStaleFiles(List<String> wanted) {
        if (wanted.isEmpty()) {
            Stream.of(RULE, BootUnits.PROGRAM).filter(files::isOurs).forEach(change::takeAway);
        }
        if (planning.targets().cards().stream().noneMatch(c -> c.layout().usesMig())) {
            Stream.of(BootUnits.MIG_DROP_IN, BootUnits.MIG_CONFIG)
                    .filter(files::isOurs)
                    .forEach(change::takeAway);
        }
    }

    /** Devices that would not come back after a boot: a guest that has one keeps its unit, as it keeps the device. */
    public List<String> devices() {
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
}
