package dev.gantry.local.suite.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Prints figures as JSON lines, after one line that describes the machine. */
public final class FigureWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;

    public FigureWriter(PrintStream out) {
        this.out = out;
    }

    public void machine() {
        out.println(MachineDescription.describe(JSON.createObjectNode()));
        out.flush();
    }

    /** {@code value} is the median of the samples. */
    void figure(String name, String unit, List<Double> samples) {
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted.length % 2 == 1
                ? sorted[sorted.length / 2]
                : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        ObjectNode line = JSON.createObjectNode();
        line.put("name", name);
        line.put("value", rounded(median));
        line.put("unit", unit);
        line.put("n", sorted.length);
        line.put("median", rounded(median));
        line.put("min", rounded(sorted[0]));
        line.put("max", rounded(Arrays.stream(sorted).max().orElseThrow()));
        out.println(line);
        out.flush();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
