package dev.gantry.novaconfig.bench;

import java.util.Arrays;
import java.util.Locale;

/** One measured figure and its line of JSON; {@code value} is the median. */
record Figure(String name, String unit, double[] samples) {

    String json() {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.4f,\"unit\":\"%s\",\"n\":%d,\"median\":%.4f,\"min\":%.4f,\"max\":%.4f}",
                name,
                median,
                unit,
                sorted.length,
                median,
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
