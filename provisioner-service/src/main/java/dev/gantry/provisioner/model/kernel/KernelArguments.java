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
 * another word. The kernel reads each {@code iommu} argument after the other, so those that say something else may stay.
 *
 * @param desired arguments that have to be there, {@code intel_iommu=on}
 * @param dropped arguments of ours that are wanted no more
 * @param isForGpus something is wanted of cards; otherwise only what is ours is touched
 */
record KernelArguments(List<String> desired, Set<String> dropped, boolean isForGpus) {
    private static final String IDS = "vfio-pci.ids";
    private static final String STUB_IDS = "pci-stub.ids";
    private static final String PASSTHROUGH_MODE = "iommu=pt";
    // iommu.passthrough=1 is iommu=pt to the kernel
    private static final Set<String> ON = Set.of("1", "y", "yes", "on", "true");

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
        if (isIds(wanted)) {
            return name(argument).equals(name(wanted))
                    && Set.copyOf(ids(argument)).equals(Set.copyOf(ids(wanted)));
        }
        if (wanted.equals(PASSTHROUGH_MODE) && name(argument).equals("iommu.passthrough")) {
            return ON.contains(value(argument));
        }
        return name(argument).equals(name(wanted)) && parts(argument).contains(value(wanted));
    }

    /** Arguments that must not stay: off where on is wanted, ids of cards for another use, and what was ours before. */
    public Predicate<String> contradicts() {
        return argument ->
                dropped.contains(argument) || isForGpus && isAgainstGpus(argument) || isUnwantedIds(argument);
    }

    private boolean isAgainstGpus(String argument) {
        boolean passthroughMode = desired.contains(PASSTHROUGH_MODE);
        return switch (name(argument)) {
            case "intel_iommu", "amd_iommu" -> parts(argument).contains("off");
            case "iommu" ->
                parts(argument).contains("off")
                        || passthroughMode && parts(argument).contains("nopt");
            case "iommu.passthrough" -> passthroughMode && !ON.contains(value(argument));
            default -> false;
        };
    }

    private boolean isUnwantedIds(String argument) {
        if (!isIds(argument)) {
            return false;
        }
        return desired.stream()
                .filter(w -> name(w).equals(name(argument)))
                .findFirst()
                .map(w -> !gives(argument, w))
                .orElseGet(() -> isForGpus && givesNvidiaAway(argument));
    }

    /**
     * {@code vfio-pci.ids=} with these NVIDIA products and whatever else a command line gives away already; {@code pci-stub.ids=} with what
     * is not NVIDIA's, where a command line has it with more.
     */
    public static List<String> idsArguments(List<String> nvidia, List<String> given) {
        List<String> arguments = new ArrayList<>();
        List<String> all = otherIds(IDS, given);
        all.addAll(nvidia);
        if (!all.isEmpty()) {
            arguments.add(IDS + "=" + String.join(",", all));
        }
        List<String> stub = otherIds(STUB_IDS, given);
        if (!stub.isEmpty()) {
            arguments.add(STUB_IDS + "=" + String.join(",", stub));
        }
        return arguments;
    }

    public static boolean givesNvidiaAway(String argument) {
        return isIds(argument) && ids(argument).stream().anyMatch(KernelArguments::isNvidia);
    }

    private static List<String> otherIds(String wanted, List<String> given) {
        return given.stream()
                .filter(a -> name(a).equals(name(wanted)))
                .flatMap(a -> ids(a).stream())
                .filter(id -> !isNvidia(id))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean isIds(String argument) {
        return name(argument).equals(name(IDS)) || name(argument).equals(name(STUB_IDS));
    }

    private static List<String> parts(String argument) {
        return Arrays.asList(value(argument).split(","));
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
