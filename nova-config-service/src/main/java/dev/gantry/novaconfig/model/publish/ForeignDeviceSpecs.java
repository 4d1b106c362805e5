package dev.gantry.novaconfig.model.publish;

import dev.gantry.novaconfig.model.conf.ConfLines;
import dev.gantry.novaconfig.model.conf.DeviceSpec;
import dev.gantry.novaconfig.model.conf.NovaOptions;
import dev.gantry.novaconfig.model.device.GpuDevice;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.release.NovaRelease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's own lists of PCI devices, held against the devices of the hosts that read them. Nova adds the lists of all names and files
 * together: a broad entry beside ours makes every function of a card an assignable PCI device, those that carry vGPUs as well.
 */
public final class ForeignDeviceSpecs {

    // inventory_hostname == 'computegpu007'
    private static final Pattern ONE_HOST = Pattern.compile("inventory_hostname == '([^']+)'");
    // inventory_hostname in groups['compute_vgpu']   'compute_vgpu' in group_names
    private static final Pattern ONE_GROUP =
            Pattern.compile("inventory_hostname in groups\\['([^']+)'\\]|'([^']+)' in group_names");

    private ForeignDeviceSpecs() {}

    /** @param theirs what is the operator's in the files of the configuration, by path, with the lines where they are */
    public static List<Finding> conflicts(Map<String, String> theirs, Collection<HostDevices> hosts) {
        List<Finding> found = new ArrayList<>();
        new TreeMap<>(theirs).forEach((path, text) -> KollaLayers.host(path)
                .ifPresent(host -> ConfLines.read(text, 1).forEach(entry -> hosts.stream()
                        .filter(h -> host.isEmpty() || host.equals(h.host()))
                        .filter(h -> reads(h, entry.key().branch()))
                        .flatMap(h -> taken(entry, h).stream())
                        .findFirst()
                        .ifPresent(device -> found.add(finding(path, entry, device))))));
        return found;
    }

    /** A branch of a condition that is not understood may be that of other hosts: nothing is claimed of it. */
    private static boolean reads(HostDevices host, String branch) {
        Matcher one = ONE_HOST.matcher(branch);
        Matcher group = ONE_GROUP.matcher(branch);
        if (one.matches()) {
            return one.group(1).equals(host.host());
        }
        if (group.matches()) {
            return host.groups().contains(group.group(1) == null ? group.group(2) : group.group(1));
        }
        return branch.isEmpty();
    }

    /** A device of ours that an entry takes in otherwise than we give it. */
    private static Optional<String> taken(ConfLines.Entry entry, HostDevices host) {
        if (!NovaOptions.isDeviceSpec(NovaOptions.today(entry.key(), NovaRelease.ZED))) {
            return Optional.empty();
        }
        for (DeviceSpec spec :
                DeviceSpec.read(NovaOptions.undollared(entry.value())).specs()) {
            for (GpuDevice device : host.devices()) {
                boolean taken =
                        spec.takes(device.id().vendor(), device.id().product(), device.address(), device.card());
                if (taken && !isOurs(spec, device)) {
                    return Optional.of(device.address() + " of " + host.host());
                }
            }
        }
        return Optional.empty();
    }

    /** A whole card that an entry names by its address or product is given away whole by both. */
    private static boolean isOurs(DeviceSpec spec, GpuDevice device) {
        boolean narrow = !spec.product().equals("*")
                || spec.address() != null && spec.address().isSingle();
        return narrow && device instanceof GpuDevice.WholeCard;
    }

    private static Finding finding(String path, ConfLines.Entry entry, String device) {
        return Finding.error(
                "foreign-device-spec",
                path + ":" + entry.line(),
                "[" + entry.key().section() + "] " + entry.key().option() + " = "
                        + entry.value().replaceAll("\\s+", " ") + " takes in " + device
                        + " as well: Nova would give it, and every other function that fits, to guests as a PCI"
                        + " device.",
                "Narrow it by product_id and address to devices that Gantry does not give away.");
    }
}
