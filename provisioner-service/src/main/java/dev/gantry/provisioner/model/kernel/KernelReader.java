package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.host.BootConfiguration;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import dev.gantry.provisioner.model.facts.host.FoundKernel;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads kernel arguments and modules, those in effect and those of the next boot. */
public final class KernelReader {
    private final InspectionOutput output;

    private KernelReader(InspectionOutput output) {
        this.output = output;
    }

    public static FoundKernel read(InspectionOutput output) {
        return new KernelReader(output).kernel();
    }

    private FoundKernel kernel() {
        return new FoundKernel(
                output.one("kernel arguments"),
                boot(),
                firsts("module"),
                firsts("installed-module"),
                output.all("kernel installed"),
                output.one("kernel headers").equals("yes"),
                moduleUsers());
    }

    private SortedMap<String, Integer> moduleUsers() {
        SortedMap<String, Integer> found = new TreeMap<>();
        output.under("module-users")
                .forEach((name, count) -> OutputValues.number(count.getFirst()).ifPresent(n -> found.put(name, n)));
        return found;
    }

    private BootConfiguration boot() {
        return new BootConfiguration(
                lines("grub line"),
                output.has("grub file"),
                lines("boot-entry"),
                lines("config"),
                output.one("initramfs image"),
                output.all("initramfs older-than"));
    }

    private List<ConfigLine> lines(String word) {
        List<ConfigLine> found = new ArrayList<>();
        output.under(word).forEach((path, texts) -> texts.forEach(t -> found.add(new ConfigLine(path, t))));
        return found;
    }

    private SortedMap<String, String> firsts(String word) {
        SortedMap<String, String> found = new TreeMap<>();
        output.under(word).forEach((name, value) -> found.put(name, value.getFirst()));
        return found;
    }
}
