package dev.gantry.inventory.model.desired;

import dev.gantry.contracts.schedule.TimeWindow;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.layout.DefinitionResult;
import dev.gantry.gpu.layout.PassthroughLayout;
import dev.gantry.gpu.layout.PassthroughSelector;
import dev.gantry.gpu.layout.VgpuDefinitions;
import dev.gantry.gpu.layout.VgpuLayout;
import dev.gantry.gpu.rule.LayoutValidator;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the desired state of a host's GPUs out of the variables that count for it, with every rule that needs no host. */
public final class DesiredStateReader {

    public static final String DEFINITIONS = VgpuDefinitions.ROOT;
    public static final String PASSTHROUGH = "gantry_passthrough";
    public static final String DRIVER_URL = "vgpu_driver_url";
    public static final String DRIVER_SHA256 = "vgpu_driver_sha256";
    /** When the host may restart, as {@link TimeWindow} reads it. */
    static final String REBOOT_WINDOW = "gantry_reboot_window";
    /** The boot that the host shall leave by a restart. */
    public static final String REBOOT_FROM = "gantry_reboot_from";

    static final String MODEL_MAP = "gpu_group_map";
    /** Card models by the names that {@link #MODEL_MAP} uses, with {@code vendor_id} and {@code product_id}. */
    static final String MODELS = "stackhpc_gpu_data";

    /** Variables that say how the work is done; handed on as they are. */
    static final List<String> OPTIONS = List.of(
            "iommu_pt",
            "iommu_do_reboot",
            "vgpu_nvidia_driver_install_enabled",
            "vgpu_driver_dkms",
            "vgpu_driver_force_install",
            "vgpu_do_reboot",
            "vgpu_reboot_timeout",
            "vgpu_sriov_init_delay",
            "vgpu_nvidia_mig_manager_rpm_url",
            "vgpu_nvidia_mig_manager_deb_url",
            "gantry_driver_signed",
            REBOOT_WINDOW,
            REBOOT_FROM);

    // c8e12c15b881df35e618bdee1f141cbfcc7e112358f0139ceaa95b48e20761e0
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    // http://10.0.0.5:8104/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip
    private static final Pattern URL = Pattern.compile("(https?://[^\\s/:]+(:\\d+)?/\\S+|file:///\\S+)");

    // https://user:password@pulp.example.org/nvidia.zip
    private static final Pattern WITH_USER = Pattern.compile("//[^/\\s@]*@");
    // http://10.0.0.5:8104/pulp
    private static final Pattern PORT = Pattern.compile("https?://[^\\s/:]+:(\\d+)/");
    private static final int HIGHEST_PORT = 65_535;

    private final SortedMap<String, EffectiveVariable> variables;
    private final Collection<String> groups;
    private final VariableEvaluator evaluator;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();

    private DesiredStateReader(SortedMap<String, EffectiveVariable> variables, Collection<String> groups) {
        this.variables = variables;
        this.groups = groups;
        this.evaluator = new VariableEvaluator(variables);
    }

    /** @param groups every group the host is in, by itself or through parents */
    public static DesiredStateResult read(SortedMap<String, EffectiveVariable> variables, Collection<String> groups) {
        return new DesiredStateReader(variables, groups).read();
    }

    /** Every variable name whose value is read here. */
    public static boolean isRead(String variable) {
        return OPTIONS.contains(variable)
                || List.of(
                                DEFINITIONS,
                                VgpuDefinitions.OLD_ROOT,
                                PASSTHROUGH,
                                MODEL_MAP,
                                MODELS,
                                DRIVER_URL,
                                DRIVER_SHA256)
                        .contains(variable);
    }

    private DesiredStateResult read() {
        Optional<VgpuLayout> vgpu = layout();
        Optional<PassthroughLayout> passthrough = passthrough();
        boolean isWanted = vgpu.isPresent() || passthrough.isPresent();
        String url = isWanted ? driverUrl() : null;
        String sha256 = isWanted ? driverSha256() : null;
        SortedMap<String, String> options = isWanted ? options() : new TreeMap<>();
        violations.addAll(evaluator.violations());
        if (!violations.isEmpty() || !isWanted) {
            return new DesiredStateResult(null, violations, warnings);
        }
        DesiredGpuState desired = new DesiredGpuState(
                vgpu.orElse(VgpuLayout.empty()), passthrough.orElse(PassthroughLayout.empty()), url, sha256, options);
        new LayoutValidator(VgpuCatalogue.bundled()).check(desired.gpus()).forEach(this::sort);
        if (!desired.vgpu().isEmpty() && url == null) {
            warnings.add(Violation.of(
                    DRIVER_URL,
                    "nothing",
                    "the URL of the driver bundle",
                    "Set it, unless the driver is on the host already."));
        }
        return new DesiredStateResult(violations.isEmpty() ? desired : null, violations, warnings);
    }

    private Optional<VgpuLayout> layout() {
        String root = variables.containsKey(DEFINITIONS) ? DEFINITIONS : VgpuDefinitions.OLD_ROOT;
        Object definitions = evaluator.value(root);
        if (definitions == null) {
            return Optional.empty();
        }
        return switch (VgpuDefinitions.readDefinitions(definitions, root)) {
            case DefinitionResult.Readable readable -> Optional.of(readable.layout());
            case DefinitionResult.Unreadable unreadable -> {
                unreadable.violations().forEach(this::sort);
                yield Optional.empty();
            }
        };
    }

    private Optional<PassthroughLayout> passthrough() {
        List<PassthroughSelector> desired = new ArrayList<>();
        Object direct = evaluator.value(PASSTHROUGH);
        if (direct instanceof List<?> list) {
            list.forEach(item -> desired(PASSTHROUGH, String.valueOf(item)).ifPresent(desired::add));
        } else if (direct != null) {
            violation(
                    PASSTHROUGH,
                    direct.toString(),
                    "a list of PCI addresses, PCI ids or model names",
                    "Write its items with a leading '- '.");
        }
        boolean mapped = false;
        if (evaluator.value(MODEL_MAP) instanceof Map<?, ?> map) {
            for (String group : groups) {
                if (map.get(group) instanceof List<?> models) {
                    mapped = true;
                    models.forEach(m -> desired(MODEL_MAP, String.valueOf(m)).ifPresent(desired::add));
                }
            }
        }
        boolean isSaid = direct != null || mapped;
        return isSaid
                ? Optional.of(new PassthroughLayout(desired.stream().distinct().toList()))
                : Optional.empty();
    }

    private Optional<PassthroughSelector> desired(String field, String text) {
        try {
            return Optional.of(PassthroughSelector.parse(ownModel(text).orElse(text)));
        } catch (MalformedValueException e) {
            String next = "Correct the %s, write its PCI id such as 10de:2335, or define it in %s.";
            violation(field, "'" + text + "'", e.expected(), next.formatted(e.thing(), MODELS));
            return Optional.empty();
        }
    }

    /** The PCI id of a model that the site defines itself: a card that nobody here has heard of. */
    private Optional<String> ownModel(String name) {
        return part(evaluator.value(MODELS), name).flatMap(model -> part(model, "product_id")
                .map(product -> "%s:%s".formatted(part(model, "vendor_id").orElse("10de"), product))
                .map(id -> id.toLowerCase(Locale.ROOT)));
    }

    private static Optional<Object> part(@Nullable Object map, String name) {
        return map instanceof Map<?, ?> known ? Optional.ofNullable(known.get(name)) : Optional.empty();
    }

    private @Nullable String driverUrl() {
        String url = evaluator.text(DRIVER_URL).orElse(null);
        if (url == null) {
            return null;
        }
        if (WITH_USER.matcher(url).find()) {
            violation(
                    DRIVER_URL,
                    WITH_USER.matcher(url).replaceFirst("//******@"),
                    "a URL without user and password",
                    "Take them out: everyone who may see the host would see them. Serve the file where no password is"
                            + " needed, e.g. from the suite's own Pulp.");
            return null;
        }
        if (!URL.matcher(url).matches() || url.contains("%00") || !isPort(url)) {
            String fix = url.matches("https?://https?://.*")
                    ? "One of the two schemes is too many: pulp_url often has its own."
                    : "Correct the URL.";
            violation(DRIVER_URL, url, "http://, https:// or file:/// and a path", fix);
        }
        return url;
    }

    private static boolean isPort(String url) {
        Matcher port = PORT.matcher(url);
        return !port.lookingAt() || port.group(1).length() <= 5 && Integer.parseInt(port.group(1)) <= HIGHEST_PORT;
    }

    private @Nullable String driverSha256() {
        String sha256 = evaluator.text(DRIVER_SHA256).orElse(null);
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            violation(DRIVER_SHA256, sha256, "64 lower-case hex digits", "Take them from sha256sum.");
        }
        return sha256;
    }

    private SortedMap<String, String> options() {
        SortedMap<String, String> options = new TreeMap<>();
        for (String name : OPTIONS) {
            EffectiveVariable effective = variables.get(name);
            if (effective != null && !effective.source().equals(VariablePrecedence.DEFAULTS)) {
                evaluator.text(name).ifPresent(text -> options.put(name, text));
            }
        }
        String window = options.getOrDefault(REBOOT_WINDOW, "");
        if (!window.isBlank() && !TimeWindow.isReadable(window)) {
            violation(REBOOT_WINDOW, window, TimeWindow.FORM_IN_WORDS, "Write days, times and zone in this form.");
        }
        return options;
    }

    private void sort(dev.gantry.gpu.RuleViolation finding) {
        String found = finding.card().isEmpty() ? finding.found() : finding.found() + " (card " + finding.card() + ")";
        Violation violation = placed(Violation.of(finding.path(), found, finding.expected(), sentence(finding.fix())));
        (finding.isError() ? violations : warnings).add(violation);
    }

    private void violation(String field, String found, String expected, String fix) {
        violations.add(placed(Violation.of(field, found, expected, fix)));
    }

    private Violation placed(Violation violation) {
        String variable = violation.field().split("[.\\[]", 2)[0];
        EffectiveVariable effective = variables.get(variable);
        return violation.in(effective == null ? null : effective.file(), null);
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".")
                ? text
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
