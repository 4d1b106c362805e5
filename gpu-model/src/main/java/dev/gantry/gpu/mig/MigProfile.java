package dev.gantry.gpu.mig;

import dev.gantry.gpu.MalformedValueException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A MIG profile by its name: compute slices of the instance, slices of the GPU, memory in GB, extras with or without.
 * Grammar: {@code [Cc.]Gg.Ngb[+attr[,attr]|-attr[,attr]]}; {@code Cc.} is left out when C equals G.
 * Source: NVIDIA/go-nvlib, pkg/nvlib/device/mig_profile.go.
 */
public record MigProfile(
        int computeSlices, int gpuSlices, int gigabytes, List<MigAttribute> with, List<MigAttribute> without)
        implements Comparable<MigProfile> {

    // 2g.20gb   1g.10gb+me   1c.3g.40gb   1g.24gb-me
    private static final Pattern FORM =
            Pattern.compile("(?:([1-9])c\\.)?([1-9])g\\.([1-9][0-9]{0,3})gb(?:([+-])([a-z.]+(?:,[a-z.]+)*))?");
    private static final Comparator<MigProfile> ORDER = Comparator.comparingInt(MigProfile::gpuSlices)
            .thenComparingInt(MigProfile::gigabytes)
            .thenComparingInt(MigProfile::computeSlices)
            .thenComparing(MigProfile::toString);

    public MigProfile {
        with = sorted(with);
        without = sorted(without);
        if (computeSlices < 1 || gpuSlices < computeSlices || gigabytes < 1 || !with.isEmpty() && !without.isEmpty()) {
            throw malformed(computeSlices + "c." + gpuSlices + "g." + gigabytes + "gb " + with + without);
        }
    }

    /** The plain profile {@code <slices>g.<gigabytes>gb}. */
    public static MigProfile of(int slices, int gigabytes) {
        return new MigProfile(slices, slices, gigabytes, List.of(), List.of());
    }

    public static MigProfile parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw malformed(text);
        }
        int slices = Integer.parseInt(m.group(2));
        int compute = m.group(1) == null ? slices : Integer.parseInt(m.group(1));
        if (compute > slices) {
            throw malformed(text);
        }
        List<MigAttribute> extras = attributes(m.group(5) == null ? "" : m.group(5));
        boolean removes = "-".equals(m.group(4));
        return new MigProfile(
                compute,
                slices,
                Integer.parseInt(m.group(3)),
                removes ? List.of() : extras,
                removes ? extras : List.of());
    }

    /** Whether it is a share of a GPU instance ({@code 1c.3g.40gb}) and not the instance itself. */
    public boolean isComputeShare() {
        return computeSlices < gpuSlices;
    }

    public MigProfile plus(MigAttribute extra) {
        return new MigProfile(computeSlices, gpuSlices, gigabytes, List.of(extra), List.of());
    }

    public MigProfile minus(MigAttribute extra) {
        return new MigProfile(computeSlices, gpuSlices, gigabytes, List.of(), List.of(extra));
    }

    /** Small to large: by slices of the GPU, then memory, then compute slices, then name. */
    @Override
    public int compareTo(MigProfile other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String share = isComputeShare() ? computeSlices + "c." : "";
        return share + gpuSlices + "g." + gigabytes + "gb" + printed("+", with) + printed("-", without);
    }

    private static String printed(String sign, List<MigAttribute> extras) {
        return extras.isEmpty()
                ? ""
                : extras.stream().map(MigAttribute::toString).collect(Collectors.joining(",", sign, ""));
    }

    private static List<MigAttribute> attributes(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(MigAttribute::parse).toList();
    }

    private static List<MigAttribute> sorted(Collection<MigAttribute> extras) {
        return extras.stream().distinct().sorted().toList();
    }

    private static MalformedValueException malformed(String found) {
        return new MalformedValueException("MIG profile", found, "<slices>g.<memory>gb such as 2g.20gb or 1g.10gb+me");
    }
}
