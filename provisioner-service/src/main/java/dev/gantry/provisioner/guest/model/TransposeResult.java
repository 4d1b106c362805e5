package dev.gantry.provisioner.guest.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What NVIDIA's transpose sample measured on a guest's GPU. {@code passed} only when the sample says so itself. */
public record TransposeResult(
        String device, String architecture, String computeCapability, List<Measure> measures, boolean passed) {

    /** One way of transposing: GB/s and milliseconds. */
    public record Measure(String kernel, double throughputGbPerSecond, double timeMs) {}

    // GPU Device 0: "Ampere" with compute capability 8.0
    private static final Pattern GPU =
            Pattern.compile("GPU Device \\d+: \"(?<name>.*)\" with compute capability (?<capability>[\\d.]+)");
    // > Device 0: "GRID A100D-1-10C MIG 1g.10gb"
    private static final Pattern DEVICE = Pattern.compile("> Device \\d+: \"(?<name>.*)\"");
    // transpose simple copy       , Throughput = 159.1779 GB/s, Time = 0.04908 ms, Size = 1048576 fp32 elements, ...
    private static final Pattern MEASURE = Pattern.compile(
            "transpose (?<kernel>[^,]*?)\\s*, Throughput = (?<rate>[\\d.]+) GB/s, Time = (?<time>[\\d.]+) ms,.*");

    public TransposeResult {
        measures = List.copyOf(measures);
    }

    /** Lines that are not known are let go; a text without any of them gives empty names and not passed. */
    public static TransposeResult parse(String output) {
        String device = "";
        String architecture = "";
        String capability = "";
        List<Measure> measures = new ArrayList<>();
        boolean passed = false;
        for (String line : output.lines().map(String::strip).toList()) {
            Matcher gpu = GPU.matcher(line);
            Matcher named = DEVICE.matcher(line);
            Matcher measure = MEASURE.matcher(line);
            if (gpu.matches()) {
                architecture = gpu.group("name");
                capability = gpu.group("capability");
            } else if (named.matches()) {
                device = named.group("name");
            } else if (measure.matches()) {
                measures.add(new Measure(
                        measure.group("kernel"),
                        Double.parseDouble(measure.group("rate")),
                        Double.parseDouble(measure.group("time"))));
            } else if (line.equals("Test passed")) {
                passed = true;
            }
        }
        return new TransposeResult(device, architecture, capability, measures, passed);
    }
}
