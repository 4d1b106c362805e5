package dev.gantry.provisioner.model.inspect;

import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.DeviceUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which devices the domains name, out of the address lines of libvirt's domain files. */
public final class DomainXmlReader {
    // <address uuid='72291b01-689b-5b7a-9171-6b3480deabf4'/>
    private static final Pattern MDEV = Pattern.compile(".*<address uuid=['\"]([0-9a-fA-F-]{36})['\"].*");
    // <address domain='0x0000' bus='0x65' slot='0x00' function='0x4'/>
    private static final Pattern PCI =
            Pattern.compile(".*<address domain=['\"]0x([0-9a-fA-F]{4})['\"] bus=['\"]0x([0-9a-fA-F]{2})['\"]"
                    + " slot=['\"]0x([0-9a-fA-F]{2})['\"] function=['\"]0x([0-7])['\"].*");

    private DomainXmlReader() {}

    public static List<DeviceUse> read(InspectionOutput answer) {
        List<DeviceUse> uses = new ArrayList<>();
        answer.under("domain-line").forEach((path, lines) -> {
            DeviceUse.How how = path.contains("/run/libvirt/") ? DeviceUse.How.RUNNING : DeviceUse.How.DEFINED;
            String domain = path.replaceFirst("^.*/", "").replaceFirst("\\.xml$", "");
            lines.forEach(l -> device(l).ifPresent(d -> uses.add(new DeviceUse(d, domain, how))));
        });
        return uses;
    }

    private static Optional<String> device(String line) {
        Matcher mdev = MDEV.matcher(line);
        if (mdev.matches()) {
            return Optional.of(mdev.group(1).toLowerCase(Locale.ROOT));
        }
        Matcher pci = PCI.matcher(line);
        return pci.matches()
                ? OutputValues.parsed(
                                PciAddress::parseLenient,
                                pci.group(1) + ":" + pci.group(2) + ":" + pci.group(3) + "." + pci.group(4))
                        .map(PciAddress::toString)
                : Optional.empty();
    }
}
