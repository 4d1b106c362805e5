package dev.gantry.provisioner.model.kernel;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of kernel releases such as {@code 5.15.0-126-generic}: by their numbers, left to right. */
public final class KernelVersions {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private KernelVersions() {}

    /** Whether one of these is newer than the one that runs, among those of the same flavour. */
    public static boolean isAnyNewer(List<String> releases, String running) {
        return releases.stream()
                .filter(r -> flavour(r).equals(flavour(running)))
                .anyMatch(r -> compare(r, running) > 0);
    }

    private static String flavour(String release) {
        return release.replaceAll("[0-9.\\-_]+", "-");
    }

    public static int compare(String a, String b) {
        Matcher left = NUMBER.matcher(a);
        Matcher right = NUMBER.matcher(b);
        while (left.find() && right.find()) {
            int order = Long.compare(number(left.group()), number(right.group()));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static long number(String digits) {
        return Long.parseLong(digits.length() > 18 ? digits.substring(0, 18) : digits);
    }
}
