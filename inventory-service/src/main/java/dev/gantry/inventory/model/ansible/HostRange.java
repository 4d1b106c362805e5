package dev.gantry.inventory.model.ansible;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spreads Ansible's host ranges: {@code computegpu[000:002]}, {@code rack-[a:c]}, {@code gpu[0:10:2]}. */
final class HostRange {

    // computegpu[000:002].example.org   gpu[0:10:2]   gpu[:3]   rack-[a:c]
    private static final Pattern FORM =
            Pattern.compile("([^\\[]*)\\[(?:(\\d*):(\\d+)|([a-z]):([a-z])|([A-Z]):([A-Z]))(?::(\\d+))?](.*)");
    private static final int LIMIT = 10_000;

    private HostRange() {}

    /** All names in order; the text itself when it has no range. @throws IllegalArgumentException telling what is wrong */
    static List<String> spread(String text) {
        if (text.indexOf('[') < 0) {
            return List.of(text);
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("a range such as computegpu[000:002]");
        }
        int step = m.group(8) == null ? 1 : Integer.parseInt(m.group(8));
        List<String> names = new ArrayList<>();
        for (String middle : m.group(2) != null ? numbers(m, step) : letters(m, step)) {
            for (String tail : spread(m.group(9))) {
                names.add(m.group(1) + middle + tail);
            }
        }
        if (names.isEmpty() || names.size() > LIMIT) {
            throw new IllegalArgumentException("a range that rises and holds at most " + LIMIT + " hosts");
        }
        return names;
    }

    private static List<String> numbers(Matcher m, int step) {
        String first = m.group(2).isEmpty() ? "0" : m.group(2);
        if (first.length() > 9 || m.group(3).length() > 9 || step < 1) {
            throw new IllegalArgumentException("a range of numbers below 1000000000");
        }
        int from = Integer.parseInt(first);
        int to = Integer.parseInt(m.group(3));
        if ((to - from) / step > LIMIT) {
            throw new IllegalArgumentException("a range that holds at most " + LIMIT + " hosts");
        }
        boolean isPadded = first.length() > 1 && first.startsWith("0");
        List<String> result = new ArrayList<>();
        for (int i = from; i <= to; i += step) {
            result.add(isPadded ? String.format("%0" + first.length() + "d", i) : Integer.toString(i));
        }
        return result;
    }

    private static List<String> letters(Matcher m, int step) {
        char from = (m.group(4) != null ? m.group(4) : m.group(6)).charAt(0);
        char to = (m.group(4) != null ? m.group(5) : m.group(7)).charAt(0);
        List<String> result = new ArrayList<>();
        for (int c = from; c <= to; c += step) {
            result.add(Character.toString(c));
        }
        return result;
    }
}
