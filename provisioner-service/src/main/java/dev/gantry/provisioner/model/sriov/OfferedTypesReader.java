package dev.gantry.provisioner.model.sriov;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.provisioner.model.facts.card.OfferedType;
import dev.gantry.provisioner.model.inspect.OutputValues;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ways in which drivers list the vGPU types of a virtual function. */
public final class OfferedTypesReader {
    // nvidia-699 GRID A100D-1-10C   (name of the folder, then what its file "name" says)
    private static final Pattern MDEV = Pattern.compile("(nvidia-[1-9][0-9]{0,8}) ?(.*)");
    // 1414 : NVIDIA H200X-1-18C
    private static final Pattern NUMBER_FIRST = Pattern.compile("\\s*([1-9][0-9]{0,8})\\s*:\\s*(\\S.*?)\\s*");
    // NVIDIA A40-1Q 557
    private static final Pattern NAME_FIRST = Pattern.compile("\\s*(\\S.*?)\\s+([1-9][0-9]{0,8})\\s*");

    private OfferedTypesReader() {}

    public static Optional<OfferedType> mdev(String line, String left) {
        Matcher m = MDEV.matcher(line);
        if (!m.matches()) {
            return Optional.empty();
        }
        int available = OutputValues.number(left).orElse(-1);
        return Optional.of(new OfferedType(MdevType.parse(m.group(1)), m.group(2), available));
    }

    /** A line of {@code creatable_vgpu_types}; the header {@code ID    : vGPU Name} and other text give nothing. */
    public static Optional<OfferedType> creatable(String line) {
        Matcher first = NUMBER_FIRST.matcher(line);
        if (first.matches()) {
            return Optional.of(new OfferedType(MdevType.parse("nvidia-" + first.group(1)), first.group(2), -1));
        }
        Matcher last = NAME_FIRST.matcher(line);
        if (last.matches()) {
            return Optional.of(new OfferedType(MdevType.parse("nvidia-" + last.group(2)), last.group(1), -1));
        }
        return Optional.empty();
    }
}
