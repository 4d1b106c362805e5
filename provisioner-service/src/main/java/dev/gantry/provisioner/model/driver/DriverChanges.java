package dev.gantry.provisioner.model.driver;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.host.FoundKernel;
import dev.gantry.provisioner.model.kernel.KernelVersions;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The vGPU host driver: installed for the running kernel in the wanted version, loaded, and its daemons running. */
final class DriverChanges {
    private static final String FOLDER = "/opt/gantry/";
    private static final long ROOM_MIB = 1024;

    private final PlanStep step;
    private final PlanContext planning;
    private final HostFacts facts;
    private final FoundKernel kernel;
    private final VgpuServices services;

    DriverChanges(PlanStep step, PlanContext planning) {
        this.step = step;
        this.planning = planning;
        this.facts = planning.facts();
        this.kernel = facts.found();
        this.services = new VgpuServices(facts.files());
    }

    void plan() {
        if (planning.targets().wantsVgpus() && hasUnusableService()) {
            return;
        }
        DesiredState.Driver driver = planning.desired().driver();
        if (driver == null || !planning.desired().options().installsDriver()) {
            planForeign();
            return;
        }
        HostDriverFile file = HostDriverFile.of(driver.url());
        if (isVgpuPartNotKnown()) {
            return;
        }
        if (isInstalled(file.version())) {
            planLoading("driver " + installedVersion().or(file::version).orElse("") + " is installed");
        } else {
            planInstall(driver, file);
        }
    }

    private Optional<String> installedVersion() {
        return kernel.installedVersion("nvidia").or(() -> kernel.loadedVersion("nvidia"));
    }

    /** For this kernel, with the vGPU part, in this version as far as versions are told. */
    private boolean isInstalled(Optional<String> version) {
        return kernel.canLoad("nvidia")
                && hasVgpuPart()
                && (version.isEmpty()
                        || installedVersion().isEmpty()
                        || installedVersion().equals(version));
    }

    /** A module, its manager, or what virtual functions offer already: not every branch of the driver has all three. */
    private boolean hasVgpuPart() {
        return kernel.canLoad("nvidia_vgpu_vfio")
                || kernel.hasLoaded("nvidia_vgpu_vfio")
                || services.hasManager()
                || offersVgpus();
    }

    /** Without the answer about its manager a driver that is there must not be replaced, nor called one without vGPUs. */
    private boolean isVgpuPartNotKnown() {
        Optional<String> why = facts.whyNotKnown("unit " + VgpuServices.MANAGER).or(() -> facts.whyNotKnown("units"));
        if (why.isEmpty() || hasVgpuPart() || installedVersion().isEmpty()) {
            return false;
        }
        planning.block(
                "driver",
                "to know whether driver " + installedVersion().get() + " has its vGPU part",
                "no answer about nvidia-vgpu-mgr.service: " + why.get(),
                "see what systemctl show nvidia-vgpu-mgr.service says on the host");
        return true;
    }

    private boolean offersVgpus() {
        return facts.gpus().stream().anyMatch(g -> facts.frameworkOf(g).isPresent());
    }

    /** Only a module that is on disk can be missing from the kernel. */
    private boolean isVgpuPartLoaded() {
        return kernel.hasLoaded("nvidia_vgpu_vfio") || offersVgpus() || !kernel.canLoad("nvidia_vgpu_vfio");
    }

    private void planForeign() {
        if (facts.driverVersion().isEmpty() && !kernel.canLoad("nvidia")) {
            planning.block(
                    "driver",
                    "the NVIDIA vGPU host driver",
                    "none installed for kernel " + facts.kernel(),
                    "give the driver's URL (vgpu_driver_url), or install it by hand");
        } else if (planning.targets().wantsVgpus() && isVgpuPartNotKnown()) {
            planning.hold();
        } else if (planning.targets().wantsVgpus() && !hasVgpuPart()) {
            planning.block(
                    "driver",
                    "the NVIDIA vGPU host driver",
                    "driver " + installedVersion().orElse("of unknown version") + " without its vGPU part",
                    "give the vGPU host driver's URL (vgpu_driver_url), or install that by hand");
        } else {
            planLoading("the driver is installed");
        }
    }

    private void planLoading(String what) {
        Optional<String> loaded = facts.driverVersion();
        Optional<String> onDisk = kernel.installedVersion("nvidia");
        boolean current = loaded.isPresent() && (onDisk.isEmpty() || onDisk.equals(loaded));
        if (!current || planning.targets().wantsVgpus() && !isVgpuPartLoaded()) {
            if (loaded.isEmpty() && (isRefusedBySecureBoot() || isKeptAway(ModuleBan::isFinal))) {
                return;
            }
            planning.needReboot(what + ", " + loaded.map(v -> v + " is loaded").orElse("none is loaded"));
            return;
        }
        List<String> down = services.down();
        if (!down.isEmpty()) {
            planning.run(
                    step,
                    "start " + String.join(", ", down),
                    Deadlines.QUICK,
                    Scripts.change(DriverChanges.class, "services", Map.of("start", String.join(" ", down))));
            planning.hold();
        }
    }

    /** Nothing that is made goes without them, and what a person masked is not started behind his back. */
    private boolean hasUnusableService() {
        Optional<FoundUnit> unusable = services.unusable();
        unusable.ifPresent(u -> planning.block(
                "driver",
                u.name() + ", which systemd can start",
                "it is " + u.load(),
                u.load().equals("masked")
                        ? "systemctl unmask " + u.name()
                        : "see what systemctl status " + u.name() + " says on the host"));
        return unusable.isPresent();
    }

    private void planInstall(DesiredState.Driver driver, HostDriverFile file) {
        if (isRefusedBySecureBoot() | isShortOfRoom() | isOptNoexec() | isKeptAway(ban -> true)) {
            return;
        }
        boolean newerKernel = !planning.rebootReasons().isEmpty()
                && !planning.desired().options().dkms()
                && KernelVersions.isAnyNewer(kernel.kernels(), facts.kernel());
        String version = file.version().orElse("of " + file.name());
        String summary = "install driver " + version + " for kernel " + facts.kernel()
                + installedVersion().map(v -> " in place of " + v).orElse("");
        if (newerKernel) {
            planning.expect(step, summary + ", after the restart, since a newer kernel is installed");
            return;
        }
        String path = FOLDER + file.storedName();
        if (!facts.files().drivers().contains(path)) {
            planning.change(new Change.DeliverDriver(
                    step.id(),
                    "bring driver " + version + " to " + path,
                    Deadlines.DELIVERY,
                    List.of(),
                    List.of(),
                    path,
                    driver.sha256()));
        }
        if (facts.driverVersion().isPresent()) {
            planning.requireNoGpuProcess(summary);
        }
        planning.destroy(step, summary, Deadlines.DRIVER, lost(), script(path, version));
        planning.needReboot("driver " + version + " has to be loaded");
    }

    /** Replacing a driver takes every vGPU that is there. */
    private List<String> lost() {
        List<String> lost = new ArrayList<>();
        facts.devices().forEach(d -> {
            if (d.uuid() != null) {
                lost.add(d.uuid().toString());
            } else if (d.type() != null) {
                lost.add(d.address().toString());
            }
        });
        return lost;
    }

    private String script(String path, String version) {
        boolean dkms = planning.desired().options().dkms();
        Map<String, String> parameters = new LinkedHashMap<>(planning.guarded(lost()));
        parameters.put("installer", path);
        parameters.put("version", version);
        parameters.put("dkms", dkms ? "yes" : "no");
        parameters.put("packages", String.join(" ", packages(dkms)));
        return Scripts.gpuChange(DriverChanges.class, "driver", parameters);
    }

    private List<String> packages(boolean dkms) {
        FoundFiles files = facts.files();
        List<String> missing = new ArrayList<>();
        Stream.of("gcc", "make").filter(t -> !files.hasTool(t)).forEach(missing::add);
        if (!files.hasTool("lspci")) {
            missing.add("pciutils");
        }
        if (!files.hasTool("mdevctl")) {
            missing.add("mdevctl");
        }
        if (dkms && !files.hasTool("dkms")) {
            missing.add("dkms");
        }
        if (!kernel.hasHeaders()) {
            missing.add((facts.machine().isRedHat() ? "kernel-devel-" : "linux-headers-") + facts.kernel());
        }
        return missing;
    }

    private boolean isRefusedBySecureBoot() {
        if (!facts.secureBoot().equals("enabled")
                || planning.desired().options().trustsDriverSignature()) {
            return false;
        }
        planning.block(
                "driver",
                "a kernel that loads it",
                "secure boot on, which refuses modules that nobody signed",
                "switch secure boot off in the firmware, or enrol a key, sign the driver and set gantry_driver_signed");
        return true;
    }

    /** While it is loaded all the same, what stands against it does no harm. */
    private boolean isKeptAway(Predicate<ModuleBan> which) {
        Optional<ModuleBan> ban = kernel.hasLoaded("nvidia")
                ? Optional.empty()
                : ModuleBan.of(facts, "nvidia").filter(which);
        ban.ifPresent(b -> planning.block(
                "driver",
                "the module nvidia loaded at every boot",
                b.where(),
                "take nvidia out of that, and make the initial ramdisk anew"));
        return ban.isPresent();
    }

    /** The installer unpacks below /opt, since /tmp is often noexec, and runs what it unpacked. */
    private boolean isOptNoexec() {
        if (!facts.files().noexec().contains("/opt")) {
            return false;
        }
        planning.block("driver", "/opt, where programs can run", "/opt mounted noexec", "mount /opt without noexec");
        return true;
    }

    private boolean isShortOfRoom() {
        long free = facts.files().optFreeMib();
        if (free < 0 || free >= ROOM_MIB) {
            return false;
        }
        planning.block(
                "driver",
                ROOM_MIB + " MiB free in /opt",
                free == 0 ? "a full disk, 0 MiB" : free + " MiB",
                "make room in /opt");
        return true;
    }
}
