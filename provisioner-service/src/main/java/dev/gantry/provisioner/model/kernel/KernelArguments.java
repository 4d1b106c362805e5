package dev.gantry.provisioner.model.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The kernel arguments that matter here. Names are matched whole: {@code iommu} is neither {@code intel_iommu} nor part of
 * another word.
 *
 * @param desired arguments that have to be there, {@code intel_iommu=on}
 * @param dropped arguments of ours that are wanted no more
 */
record KernelArguments(List<String> desired, Set<String> dropped) {
    private static final String IDS = "vfio-pci.ids";
    // vfio_pci.ids and vfio-pci.ids are one to the kernel
    private static final String IDS_NAME = name(IDS);

    public KernelArguments {
        desired = List.copyOf(desired);
        dropped = Set.copyOf(dropped);
    }

    /** Whether a command line gives all that is wanted and nothing that contradicts it. */
    public boolean isSatisfiedBy(List<String> arguments) {
        return missingFrom(arguments).isEmpty() && arguments.stream().noneMatch(contradicts());
    }

    public boolean isSatisfiedBy(String commandLine) {
        return isSatisfiedBy(GrubLine.split(commandLine));
    }

    public List<String> missingFrom(List<String> arguments) {
        return desired.stream()
                .filter(w -> arguments.stream().noneMatch(a -> gives(a, w)))
                .toList();
    }

    /** {@code intel_iommu=on,sm_on} gives {@code intel_iommu=on}; ids have to be exactly those. */
    private static boolean gives(String argument, String wanted) {
        if (name(wanted).equals(IDS_NAME)) {
            return name(argument).equals(IDS_NAME) && Set.copyOf(ids(argument)).equals(Set.copyOf(ids(wanted)));
        }
        return name(argument).equals(name(wanted))
                && Arrays.asList(value(argument).split(",")).contains(value(wanted));
    }

    /** Arguments that must not stay: off where on is wanted, ids of cards for another use, and what was ours before. */
    public Predicate<String> contradicts() {
        return argument -> switch (name(argument)) {
            case "intel_iommu", "amd_iommu", "iommu" ->
                dropped.contains(argument)
                        || value(argument).equals("off")
                        || desired.stream().anyMatch(w -> name(w).equals(name(argument)) && !gives(argument, w));
            case "vfio_pci.ids" -> isUnwantedIds(argument);
            default -> false;
        };
    }

    private boolean isUnwantedIds(String argument) {
        return desired.stream()
                .filter(w -> name(w).equals(IDS_NAME))
                .findFirst()
                .map(w -> !gives(argument, w))
                .orElseGet(() -> ids(argument).stream().anyMatch(KernelArguments::isNvidia));
    }

    /** {@code vfio-pci.ids=} with these NVIDIA products and whatever else a command line gives away already. */
    public static List<String> idsArgument(List<String> nvidia, List<String> running) {
        List<String> all = running.stream()
                .filter(a -> name(a).equals(IDS_NAME))
                .flatMap(a -> ids(a).stream())
                .filter(id -> !isNvidia(id))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(nvidia);
        return all.isEmpty() ? List.of() : List.of(IDS + "=" + String.join(",", all));
    }

    /** In small letters, as the kernel reads hex digits of either case. */
    private static List<String> ids(String argument) {
        return Arrays.stream(value(argument).toLowerCase(Locale.ROOT).split(","))
                .filter(i -> !i.isEmpty())
                .toList();
    }

    private static boolean isNvidia(String id) {
        return id.startsWith("10de:");
    }

    /** As the kernel compares names: quotes do not count, and {@code -} is {@code _}. */
    public static String name(String argument) {
        String plain = bare(argument);
        int at = plain.indexOf('=');
        return (at < 0 ? plain : plain.substring(0, at)).replace('-', '_');
    }

    public static String value(String argument) {
        String plain = bare(argument);
        int at = plain.indexOf('=');
        return at < 0 ? "" : plain.substring(at + 1);
    }

    // vfio-pci.ids="10de:2236,10de:1aef"   "iommu=pt"   and as a shell file has them: \"iommu=pt\"
    private static String bare(String argument) {
        return argument.replace("\\\"", "").replace("\"", "");
    }
}
