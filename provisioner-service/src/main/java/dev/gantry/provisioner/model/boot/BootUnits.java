package dev.gantry.provisioner.model.boot;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.desired.PlannedCard;
import dev.gantry.provisioner.model.desired.PlannedCards;
import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import dev.gantry.provisioner.model.facts.FoundUnit;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.mdev.CardDevices;
import dev.gantry.provisioner.model.script.ManagedFile;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The units for one host. Names are those of the stackhpc.linux vgpu role, so that both do not make the same twice. */
final class BootUnits {
    public static final String PROGRAM = "/usr/local/sbin/gantry-gpu-boot";
    public static final String MIG_DROP_IN = "/etc/systemd/system/nvidia-mig-manager.service.d/10-gantry.conf";
    public static final String MIG_CONFIG = "/etc/nvidia-mig-manager/gantry.yaml";
    public static final String MIG = "gantry-mig.service";
    private static final String TYPES = "nvidia-vgpu-types.service";
    // nvidia-sriov-0000:17:00.0.service   nvidia-mdev@dd6fb582-c587-5602-8c50-5145c69f3074.service
    private static final Pattern NAME =
            Pattern.compile("(?:nvidia-sriov-[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]|nvidia-mdev@[0-9a-fA-F-]{36}"
                    + "|gantry-mig|nvidia-vgpu-types)\\.service");
    private static final String GUESTS =
            "docker.service podman.service libvirtd.service virtqemud.service openstack-nova-compute.service"
                    + " nova-compute.service devstack@n-cpu.service kolla-nova_libvirt-container.service"
                    + " kolla-nova_compute-container.service";

    private final PlannedCards targets;
    private final HostFacts facts;

    public BootUnits(PlannedCards targets, HostFacts facts) {
        this.targets = targets;
        this.facts = facts;
    }

    /** By its name one of ours or the role's; what else is named alike, as nvidia-sriov-manage@ALL is, is somebody's own. */
    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    public static ManagedFile program() {
        return new ManagedFile(PROGRAM, "0755", Scripts.gpuBoot());
    }

    /** Without the tag systemd has no device unit to wait for. "bind" comes when the driver takes a card late. */
    public static ManagedFile rule() {
        return ManagedFile.of(
                "/etc/udev/rules.d/50-nvidia-systemd.rules",
                "0644",
                "ACTION!=\"remove\", SUBSYSTEM==\"pci\", DRIVER==\"nvidia\", TAG+=\"systemd\"\n");
    }

    public List<BootUnit> units() {
        List<BootUnit> units = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (PlannedCard card : targets.cards()) {
            if (card.wantsFunctions()) {
                units.add(sriov(card, before));
                before.add(sriovName(card.card()));
            }
        }
        if (targets.cards().stream().anyMatch(c -> c.layout().usesMig())) {
            units.add(mig(before));
        }
        for (PlannedCard card : targets.cards()) {
            if (card.framework().filter(f -> f == Framework.MDEV).isPresent()) {
                addMdevs(card, units);
            }
        }
        types(before).ifPresent(units::add);
        return units;
    }

    private static String sriovName(PciAddress card) {
        return "nvidia-sriov-" + card + ".service";
    }

    private BootUnit sriov(PlannedCard card, List<String> before) {
        String device = deviceUnit(card.gpu().path());
        // A boot ends the mode, and vGPUs come after this unit.
        String mixed = card.mixesSizes() ? "ExecStart=" + PROGRAM + " mixed " + card.card() : "#";
        List<String> essence =
                new ArrayList<>(List.of("sriov-manage", card.card().toString()));
        if (card.mixesSizes()) {
            essence.add("mixed " + card.card());
        }
        String text = """
            [Unit]
            Description=Virtual functions of GPU %1$s
            Wants=%2$s
            After=local-fs.target systemd-modules-load.service nvidia-vgpud.service %2$s %3$s
            Before=nvidia-mig-manager.service gantry-mig.service %4$s

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            TimeoutStartSec=300
            ExecStart=%5$s sriov %1$s %6$d
            %7$s

            [Install]
            WantedBy=multi-user.target
            """.formatted(
                        card.card(), device, String.join(" ", before), GUESTS, PROGRAM, card.functionsNeeded(), mixed);
        return unit(sriovName(card.card()), text.replace("#\n", ""), essence);
    }

    private BootUnit mig(List<String> before) {
        String commands = targets.cards().stream()
                .filter(c -> c.layout().usesMig())
                .map(c -> "ExecStart=" + PROGRAM + " mig " + c.card() + " " + c.migOrder())
                .collect(Collectors.joining("\n"));
        String text = """
            [Unit]
            Description=MIG devices
            Requires=%1$s
            After=local-fs.target nvidia-vgpud.service nvidia-mig-manager.service %1$s
            Before=%2$s

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            TimeoutStartSec=300
            %3$s

            [Install]
            WantedBy=multi-user.target
            """.formatted(String.join(" ", before), GUESTS, commands);
        return unit(MIG, text, List.of(PROGRAM));
    }

    /** Where sizes differ they are made one after the other, large ones first, at each boot as the first time. */
    private void addMdevs(PlannedCard card, List<BootUnit> units) {
        SortedMap<Integer, UUID> uuids = CardDevices.uuids(facts, card);
        String earlier = "";
        for (int index : card.largestFirst()) {
            BootUnit unit =
                    mdev(card, index, Objects.requireNonNull(uuids.get(index)).toString(), earlier);
            units.add(unit);
            earlier = card.mixesSizes() ? " " + unit.name() : "";
        }
    }

    private BootUnit mdev(PlannedCard card, int index, String uuid, String earlier) {
        PciAddress function = card.functionAddress(index);
        MdevType type = Objects.requireNonNull(card.types().get(index));
        // A card that carries its vGPUs itself has nothing to be made first; its driver has to be there.
        boolean itself = card.carriesVgpusItself();
        String needs = itself ? "" : sriovName(card.card()) + (card.layout().usesMig() ? " " + MIG : "");
        String device = itself ? deviceUnit(card.gpu().path()) : "";
        String text = """
            [Unit]
            Description=vGPU %1$s on %2$s
            Requires=%3$s
            Wants=%7$s
            After=nvidia-vgpud.service nvidia-vgpu-mgr.service %3$s%7$s%8$s
            Before=%4$s

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            TimeoutStartSec=120
            ExecStart=%5$s mdev %6$s %2$s %1$s

            [Install]
            WantedBy=multi-user.target
            """.formatted(type, function, needs, GUESTS, PROGRAM, uuid, device, earlier);
        return unit("nvidia-mdev@" + uuid + ".service", text, List.of("mdevctl", "start", uuid));
    }

    private Optional<BootUnit> types(List<String> before) {
        TreeMap<PciAddress, Integer> types = new TreeMap<>();
        boolean mig = false;
        for (PlannedCard card : targets.cards()) {
            if (card.framework().filter(f -> f == Framework.VENDOR_VFIO).isPresent()) {
                card.types().forEach((index, type) -> types.put(card.functionAddress(index), type.number()));
                mig |= card.layout().usesMig();
            }
        }
        if (types.isEmpty()) {
            return Optional.empty();
        }
        String needs = String.join(" ", before) + (mig ? " " + MIG : "");
        String commands = types.entrySet().stream()
                .map(e -> "ExecStart=" + PROGRAM + " type " + e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("\n"));
        String text = """
            [Unit]
            Description=vGPU types of virtual functions
            Requires=%1$s
            After=nvidia-vgpud.service nvidia-vgpu-mgr.service %1$s
            Before=%2$s

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            TimeoutStartSec=300
            %3$s

            [Install]
            WantedBy=multi-user.target
            """.formatted(needs, GUESTS, commands);
        return Optional.of(unit(TYPES, text, List.of(PROGRAM)));
    }

    private static BootUnit unit(String name, String text, List<String> essence) {
        return new BootUnit(
                name, text.replaceAll("(?m)[ ]+$", "").replaceAll("(?m)^(Requires|Wants)=$\n", ""), essence);
    }

    /** Its own drop-in: the manager's hook rewrites override.conf and loses what others put there. */
    public List<ManagedFile> migManagerFiles() {
        List<PlannedCard> cards =
                targets.cards().stream().filter(c -> c.layout().usesMig()).toList();
        if (cards.isEmpty() || facts.mig().isEmpty()) {
            return List.of();
        }
        StringBuilder yaml = new StringBuilder("version: v1\nmig-configs:\n  gantry:\n");
        for (PlannedCard card : cards) {
            yaml.append("    - devices: [")
                    .append(index(card))
                    .append("]\n      mig-enabled: true\n      mig-devices:\n");
            card.desiredMig().forEach((p, n) -> yaml.append("        \"")
                    .append(p)
                    .append("\": ")
                    .append(n)
                    .append('\n'));
        }
        String dropIn = "[Service]\nRemainAfterExit=yes\nEnvironment=\"MIG_PARTED_CONFIG_FILE=" + MIG_CONFIG
                + "\"\nEnvironment=\"MIG_PARTED_SELECTED_CONFIG=gantry\"\n";
        return List.of(
                ManagedFile.of(MIG_CONFIG, "0644", yaml.toString()), ManagedFile.of(MIG_DROP_IN, "0644", dropIn));
    }

    /** NVIDIA's manager makes the same MIG devices from somebody else's configuration, named in a drop-in of theirs. */
    public boolean isMigMadeByManager() {
        FoundFiles files = facts.files();
        boolean enabled = files.unit("nvidia-mig-manager.service")
                .filter(FoundUnit::isEnabled)
                .isPresent();
        return enabled && files.below("/").stream().filter(f -> !f.ours()).anyMatch(this::cutsAsWanted);
    }

    // "1g.10gb": 1
    private boolean cutsAsWanted(FoundFile file) {
        List<String> cut = file.lines().stream()
                .map(String::strip)
                .filter(l -> l.matches("\"?[1-9]g\\.[0-9]+gb\\S*\"?\\s*:\\s*[0-9]+"))
                .map(l -> l.replaceAll("[\"\\s]", ""))
                .sorted()
                .toList();
        List<String> wanted = targets.cards().stream()
                .flatMap(c -> c.layout().usesMig() ? c.desiredMig().entrySet().stream() : Stream.empty())
                .map(e -> e.getKey() + ":" + e.getValue())
                .sorted()
                .toList();
        return !wanted.isEmpty() && cut.equals(wanted);
    }

    /** NVML counts the cards that the driver holds, in the order of their addresses. */
    private int index(PlannedCard card) {
        return (int) facts.mig().stream()
                .filter(m -> m.card().compareTo(card.card()) < 0)
                .count();
    }

    /**
     * As {@code systemd-escape -p --suffix=device} does, e.g. {@code sys-devices-pci0000:16-0000:16:02.0-0000:17:00.0.device}.
     * Source: systemd.unit(5), "String Escaping for Inclusion in Unit Names".
     */
    public static String deviceUnit(String path) {
        StringBuilder out = new StringBuilder();
        String inner = path.replaceFirst("^/+", "").replaceFirst("/+$", "");
        for (char c : inner.toCharArray()) {
            if (c == '/') {
                out.append('-');
            } else if (c < 128
                    && (Character.isLetterOrDigit(c) || c == ':' || c == '_' || c == '.' && !out.isEmpty())) {
                out.append(c);
            } else {
                out.append("\\x%02x".formatted((int) c));
            }
        }
        return out + ".device";
    }
}
