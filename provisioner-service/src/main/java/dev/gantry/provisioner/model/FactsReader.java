package dev.gantry.provisioner.model;

import dev.gantry.provisioner.model.boot.HostFilesReader;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.NotKnown;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.host.Machine;
import dev.gantry.provisioner.model.firmware.PlatformReader;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import dev.gantry.provisioner.model.inspect.OutputValues;
import dev.gantry.provisioner.model.inspect.UsageReader;
import dev.gantry.provisioner.model.kernel.KernelReader;
import dev.gantry.provisioner.model.mdev.LiveMdevsReader;
import dev.gantry.provisioner.model.mdev.MdevDefinitionsReader;
import dev.gantry.provisioner.model.mig.MigReader;
import dev.gantry.provisioner.model.sriov.FunctionsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes facts of an inspection's output, each layer's part by its own reader. */
final class FactsReader {
    private final InspectionOutput output;

    FactsReader(InspectionOutput output) {
        this.output = output;
    }

    HostFacts facts() {
        List<FoundFunction> functions = FunctionsReader.read(output);
        return new HostFacts(
                machine(),
                PlatformReader.read(output),
                KernelReader.read(output),
                functions,
                MigReader.read(output),
                LiveMdevsReader.read(output),
                MdevDefinitionsReader.read(output),
                UsageReader.read(output),
                HostFilesReader.read(output),
                layers(),
                notKnown(functions));
    }

    private Machine machine() {
        List<String> family = new ArrayList<>();
        family.add(output.one("os id"));
        family.addAll(OutputValues.words(output.one("os like")));
        return new Machine(
                output.one("boot id"),
                output.one("host name"),
                output.one("os id"),
                family,
                output.one("os version"),
                output.one("kernel release"),
                output.one("host maker"));
    }

    /** {@code layer mixed-sizes 0000:17:00.0} with a value, as the layer's own piece of the inspection says it. */
    private SortedMap<String, SortedMap<String, String>> layers() {
        SortedMap<String, SortedMap<String, String>> found = new TreeMap<>();
        output.subjects("layer").forEach((layer, values) -> found.put(layer, new TreeMap<>(values)));
        return found;
    }

    /** {@code not-known <what>} with the reason, and what of the other lines could not be read. */
    private List<NotKnown> notKnown(List<FoundFunction> functions) {
        List<NotKnown> found = new ArrayList<>();
        output.under("not-known").forEach((what, why) -> found.add(new NotKnown(what, String.join("; ", why))));
        found.addAll(MigReader.notKnown(output, functions));
        found.addAll(LiveMdevsReader.notKnown(output));
        found.addAll(FunctionsReader.notKnown(output));
        return found;
    }
}
