package dev.gantry.provisioner.model.desired;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardLayout;
import dev.gantry.gpu.layout.SrIov;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.facts.card.FoundVf;
import dev.gantry.provisioner.model.facts.card.TypeNames;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A card as wanted, beside itself as found.
 *
 * @param types wanted type by index of the virtual function
 */
public record PlannedCard(
        CardLayout layout,
        FoundFunction gpu,
        SortedMap<Integer, MdevType> types,
        Optional<FoundMig> mig,
        Optional<Framework> framework) {
    public PlannedCard {
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }

    public PciAddress card() {
        return layout.card();
    }

    public boolean wantsVgpus() {
        return layout.srIov() == SrIov.ENABLED;
    }

    /** vGPUs are devices of the card itself; then the index only numbers them. */
    public boolean carriesVgpusItself() {
        return gpu.carriesVgpusItself();
    }

    public boolean wantsFunctions() {
        return wantsVgpus() && !carriesVgpusItself();
    }

    /** How many virtual functions, counted from 0, have to be there; at least one where any are wanted. */
    public int functionsNeeded() {
        return layout.virtualFunctions().stream()
                .mapToInt(f -> f.index() + 1)
                .max()
                .orElse(1);
    }

    /** Every needed virtual function is there and offers vGPU types. */
    public boolean hasFunctions() {
        for (int index = 0; index < functionsNeeded(); index++) {
            if (gpu.function(index).filter(FoundVf::isReady).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    public boolean isMigEnabled() {
        return mig.filter(m -> m.current() == FoundMig.Mode.ENABLED).isPresent();
    }

    public boolean hasDesiredMig() {
        return !layout.usesMig()
                || isMigEnabled() && mig.orElseThrow().instances().equals(desiredMig());
    }

    public SortedMap<MigProfile, Integer> desiredMig() {
        SortedMap<MigProfile, Integer> wanted = new TreeMap<>(layout.migDevices());
        wanted.values().removeIf(count -> count == 0);
        return wanted;
    }

    /** {@code 2g.20gb:3,1g.10gb:1}: large ones first, which is the order that finds room when there is room. */
    public String migOrder() {
        return new TreeMap<>(desiredMig())
                .descendingMap().entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .collect(Collectors.joining(","));
    }

    /** Virtual functions and MIG devices are as wanted, so that vGPUs can be made. */
    public boolean isReadyForVgpus() {
        if (carriesVgpusItself()) {
            return wantsVgpus() && gpu.framework() != null;
        }
        return wantsFunctions() && hasFunctions() && hasDesiredMig() && (layout.usesMig() || !isMigEnabled());
    }

    /** Its time-sliced vGPUs differ in size, as far as their names are known. */
    public boolean mixesSizes() {
        return !layout.usesMig()
                && layout.virtualFunctions().stream()
                                .flatMap(f -> size(f.type()).stream())
                                .distinct()
                                .count()
                        > 1;
    }

    /** Indexes in the order in which vGPUs are made: where sizes differ large ones first, which then find room in one piece. */
    public List<Integer> largestFirst() {
        List<Integer> indexes = new ArrayList<>(types.keySet());
        if (mixesSizes()) {
            Map<Integer, Integer> sizes = new HashMap<>();
            layout.virtualFunctions()
                    .forEach(f -> sizes.put(f.index(), size(f.type()).orElse(0)));
            indexes.sort(Comparator.comparing((Integer index) -> sizes.getOrDefault(index, 0))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()));
        }
        return indexes;
    }

    private Optional<Integer> size(VgpuTypeReference type) {
        return switch (type) {
            case VgpuTypeName name -> Optional.of(name.gigabytes());
            case MdevType number ->
                TypeNames.of(gpu, number)
                        .flatMap(name -> OutputValues.parsed(VgpuTypeName::parse, name))
                        .map(VgpuTypeName::gigabytes);
        };
    }

    /** The PCI function that carries the vGPU of this index. */
    public PciAddress functionAddress(int index) {
        return carriesVgpusItself()
                ? card()
                : gpu.function(index).map(FoundVf::address).orElseGet(() -> card().virtualFunction(index));
    }
}
