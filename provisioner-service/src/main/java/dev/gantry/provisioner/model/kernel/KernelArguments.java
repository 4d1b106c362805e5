package dev.gantry.provisioner.model.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The kernel arguments that matter here. Names are matched whole: {@code iommu} is neither {@code intel_iommu} nor part of
 * another word.
 *
 * @param wanted arguments that have to be there, {@code intel_iommu=on}
 * @param dropped arguments of ours that are wanted no more
 */
record KernelArguments(List<String> wanted, Set<String> dropped) {
    private static final String IDS = "vfio-pci.ids";

    public KernelArguments {
        wanted = List.copyOf(wanted);
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
        return wanted.stream()
                .filter(w -> arguments.stream().noneMatch(a -> gives(a, w)))
                .toList();
    }

    /** {@code intel_iommu=on,sm_on} gives {@code intel_iommu=on}; ids have to be exactly those. */
    private static boolean gives(String argument, String wanted) {
        if (name(wanted).equals(IDS)) {
            return argument.equals(wanted);
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
                        || wanted.stream().anyMatch(w -> name(w).equals(name(argument)) && !gives(argument, w));
            case IDS -> isUnwantedIds(argument);
            default -> false;
        };
    }

    private boolean isUnwantedIds(String argument) {
        return wanted.stream()
                .filter(w -> name(w).equals(IDS))
                .findFirst()
                .map(w -> !w.equals(argument))
                .orElseGet(() -> ids(argument).stream().anyMatch(KernelArguments::isNvidia));
    }

    /** {@code vfio-pci.ids=} with these NVIDIA products and whatever else a command line gives away already. */
    public static List<String> idsArgument(List<String> nvidia, List<String> running) {
        List<String> all = running.stream()
                .filter(a -> name(a).equals(IDS))
                .flatMap(a -> ids(a).stream())
                .filter(id -> !isNvidia(id))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(nvidia);
        return all.isEmpty() ? List.of() : List.of(IDS + "=" + String.join(",", all));
    }

    private static List<String> ids(String argument) {
        return Arrays.stream(value(argument).split(","))
                .filter(i -> !i.isEmpty())
                .toList();
    }

    private static boolean isNvidia(String id) {
        return id.regionMatches(true, 0, "10de:", 0, 5);
    }

    public static String name(String argument) {
        int at = argument.indexOf('=');
        return at < 0 ? argument : argument.substring(0, at);
    }

    public static String value(String argument) {
        int at = argument.indexOf('=');
        return at < 0 ? "" : argument.substring(at + 1);
    }
}
