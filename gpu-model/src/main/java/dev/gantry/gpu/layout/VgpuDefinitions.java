package dev.gantry.gpu.layout;

import dev.gantry.gpu.catalogue.VgpuTypeReference;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.pci.PciAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The guide's {@code vgpu_definitions} as any YAML or JSON parser gives it, turned into a layout and back. Keys that the guide
 * does not have are refused: a misspelt one would otherwise be a wish silently dropped.
 * Source: "Role Configuration" in the guide; stackhpc.linux 1.6.4, roles/vgpu/defaults.
 */
public final class VgpuDefinitions {

    public static final String ROOT = "vgpu_definitions";

    /** The name that the role still takes for {@link #ROOT}. */
    public static final String OLD_ROOT = "vgpu_mig_definitions";

    private static final String ADDRESS = "pci_address";
    private static final String FUNCTIONS = "virtual_functions";
    private static final String MIG = "mig_devices";
    private static final String TYPE = "mdev_type";
    private static final String INDEX = "index";
    private static final int MOST_DEVICES = 99;
    private static final Set<String> CARD_KEYS = inOrder(ADDRESS, FUNCTIONS, MIG);
    private static final Set<String> FUNCTION_KEYS = inOrder(TYPE, INDEX);

    private final DefinitionReader reader = new DefinitionReader();

    private VgpuDefinitions() {}

    /** Reads {@link #ROOT} out of a file's variables and leaves the others alone; a file without it wants nothing. */
    public static DefinitionResult read(Map<?, ?> variables) {
        if (!variables.containsKey(ROOT) && variables.containsKey(OLD_ROOT)) {
            return readDefinitions(variables.get(OLD_ROOT), OLD_ROOT);
        }
        return variables.containsKey(ROOT)
                ? readDefinitions(variables.get(ROOT), ROOT)
                : new DefinitionResult.Readable(VgpuLayout.empty());
    }

    /** Reads the list itself; {@code path} is what violations call it. */
    public static DefinitionResult readDefinitions(@Nullable Object definitions, String path) {
        VgpuDefinitions shape = new VgpuDefinitions();
        List<?> items = shape.reader.list(definitions, path);
        List<CardLayout> cards = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            shape.card(items.get(i), path + "[" + i + "]").ifPresent(cards::add);
        }
        return shape.reader.violations().isEmpty()
                ? new DefinitionResult.Readable(new VgpuLayout(cards))
                : new DefinitionResult.Unreadable(shape.reader.violations());
    }

    /** Plain collections with the guide's keys in the guide's order. */
    public static Map<String, Object> write(VgpuLayout layout) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(ROOT, layout.cards().stream().map(VgpuDefinitions::written).toList());
        return root;
    }

    private Optional<CardLayout> card(@Nullable Object value, String path) {
        reader.about("");
        Optional<Map<?, ?>> given = reader.map(value, path);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Map<?, ?> map = given.get();
        reader.about(map.get(ADDRESS));
        reader.onlyKeys(map, CARD_KEYS, path);
        Optional<PciAddress> address = reader.parsed(map.get(ADDRESS), path + "." + ADDRESS, PciAddress::parse);
        SrIov srIov = map.containsKey(FUNCTIONS) ? SrIov.ENABLED : SrIov.LEFT_ALONE;
        List<VirtualFunction> functions =
                srIov == SrIov.ENABLED ? functions(map.get(FUNCTIONS), path + "." + FUNCTIONS) : List.of();
        SortedMap<MigProfile, Integer> mig =
                map.containsKey(MIG) ? migDevices(map.get(MIG), path + "." + MIG) : new TreeMap<>();
        return address.map(a -> new CardLayout(a, srIov, functions, mig));
    }

    private List<VirtualFunction> functions(@Nullable Object value, String path) {
        List<VirtualFunction> functions = new ArrayList<>();
        List<?> items = reader.list(value, path);
        for (int i = 0; i < items.size(); i++) {
            function(items.get(i), path + "[" + i + "]").ifPresent(functions::add);
        }
        return functions;
    }

    private Optional<VirtualFunction> function(@Nullable Object value, String path) {
        return reader.map(value, path).flatMap(map -> {
            reader.onlyKeys(map, FUNCTION_KEYS, path);
            Optional<VgpuTypeReference> type =
                    reader.parsed(map.get(TYPE), path + "." + TYPE, VgpuTypeReference::parse);
            Optional<Integer> index = reader.number(map.get(INDEX), path + "." + INDEX, VirtualFunction.HIGHEST_INDEX);
            return type.flatMap(t -> index.map(i -> new VirtualFunction(i, t)));
        });
    }

    private SortedMap<MigProfile, Integer> migDevices(@Nullable Object value, String path) {
        SortedMap<MigProfile, Integer> devices = new TreeMap<>();
        reader.map(value, path)
                .ifPresent(map -> map.forEach((key, count) -> {
                    String at = path + "." + key;
                    Optional<MigProfile> profile = reader.parsed(key, at, MigProfile::parse);
                    Optional<Integer> number = reader.number(count, at, MOST_DEVICES);
                    profile.ifPresent(p -> number.ifPresent(n -> devices.put(p, n)));
                }));
        return devices;
    }

    private static Map<String, Object> written(CardLayout card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(ADDRESS, card.card().toString());
        if (card.srIov() == SrIov.ENABLED) {
            map.put(
                    FUNCTIONS,
                    card.virtualFunctions().stream()
                            .map(VgpuDefinitions::written)
                            .toList());
        }
        if (card.usesMig()) {
            Map<String, Object> devices = new LinkedHashMap<>();
            card.migDevices().forEach((profile, count) -> devices.put(profile.toString(), count));
            map.put(MIG, devices);
        }
        return map;
    }

    private static Map<String, Object> written(VirtualFunction function) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TYPE, function.type().toString());
        map.put(INDEX, function.index());
        return map;
    }

    private static Set<String> inOrder(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
