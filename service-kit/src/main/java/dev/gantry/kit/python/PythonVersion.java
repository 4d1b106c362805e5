package dev.gantry.kit.python;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as Ansible compares them where nothing else is said: numbers by size, words by letters. Source: distutils, LooseVersion. */
public final class PythonVersion {

    // 535.161.05   17.0rc1   2024.1-dev
    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+|[^\\d.a-z]+");

    private PythonVersion() {}

    /**
     * Below zero where the first one is older.
     *
     * @throws IllegalArgumentException when a number stands against a word, which Python cannot compare
     */
    public static int compare(String first, String second) {
        List<String> a = parts(first);
        List<String> b = parts(second);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = order(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static List<String> parts(String version) {
        return PART.matcher(version).results().map(m -> m.group()).toList();
    }

    private static int order(String a, String b) {
        Matcher digit = Pattern.compile("\\d{1,18}").matcher(a);
        boolean isNumber = digit.matches();
        if (isNumber != b.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(a + " against " + b);
        }
        return isNumber ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
    }
}
