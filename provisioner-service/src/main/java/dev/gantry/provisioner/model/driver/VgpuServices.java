package dev.gantry.provisioner.model.driver;

import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The vGPU driver's daemons, as systemd tells of them. */
final class VgpuServices {
    static final String MANAGER = "nvidia-vgpu-mgr.service";
    private static final String TYPES = "nvidia-vgpud.service";
    // LoadState of a unit that is there and that systemd does not start
    private static final Set<String> UNUSABLE = Set.of("masked", "error", "bad-setting");

    private final FoundFiles files;

    VgpuServices(FoundFiles files) {
        this.files = files;
    }

    boolean hasManager() {
        return files.unit(MANAGER).filter(u -> u.load().equals("loaded")).isPresent();
    }

    /** Those that could be started and are not running. The one that tells the driver its types ends by itself, so only its failure counts. */
    List<String> down() {
        return units().filter(u -> u.load().equals("loaded"))
                .filter(u -> u.name().equals(TYPES) ? u.active().equals("failed") : !u.isActive())
                .map(FoundUnit::name)
                .toList();
    }

    /** One that is there and that systemd does not start. */
    Optional<FoundUnit> unusable() {
        return units().filter(u -> UNUSABLE.contains(u.load())).findFirst();
    }

    private Stream<FoundUnit> units() {
        return Stream.of(TYPES, MANAGER).flatMap(name -> files.unit(name).stream());
    }
}
