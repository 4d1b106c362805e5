package dev.gantry.provisioner.model.inspect;

import dev.gantry.provisioner.model.facts.DeviceUse;
import dev.gantry.provisioner.model.facts.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who uses what. */
public final class UsageReader {
    private final InspectionOutput output;

    private UsageReader(InspectionOutput output) {
        this.output = output;
    }

    public static Usage read(InspectionOutput output) {
        return new UsageReader(output).usage();
    }

    private Usage usage() {
        List<String> processes = new ArrayList<>();
        output.under("gpu-process").forEach((id, name) -> processes.add(name.getFirst() + " (process " + id + ")"));
        return new Usage(uses(), output.all("domain running"), processes, usersNotKnown());
    }

    private @Nullable String usersNotKnown() {
        if (!output.has("open-files")) {
            return "no list of what processes have open (neither find nor ls could read /proc)";
        }
        List<String> silent = output.all("domains-unknown");
        return silent.isEmpty() ? null : "no output of libvirt: " + silent.getFirst();
    }

    private List<DeviceUse> uses() {
        Set<DeviceUse> uses = new LinkedHashSet<>();
        output.under("use").forEach((key, names) -> {
            List<String> words = OutputValues.words(key);
            if (words.size() == 2) {
                names.forEach(n -> uses.add(new DeviceUse(words.getFirst(), n, DeviceUse.How.RUNNING)));
            }
        });
        DomainXmlReader.read(output).forEach(uses::add);
        return List.copyOf(uses);
    }
}
