package dev.gantry.kit.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of Python, carried out by Java's. What the two read differently is translated, or refused by
 * {@link UnsupportedException}; so is one that tries for too long. Source: Python's documentation of {@code re}.
 */
public final class PythonRegex {

    private static final int LONGEST = 100_000;
    private static final int MOST_STEPS = 2_000_000;

    private final Pattern pattern;
    private final Map<String, String> names;

    private PythonRegex(Pattern pattern, Map<String, String> names) {
        this.pattern = pattern;
        this.names = names;
    }

    /** What is read by Python alone, is wrong there too, or takes too long. */
    public static final class UnsupportedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedException(String what) {
            super(what, null, false, false);
        }
    }

    /** How letters and lines are taken. */
    public enum Flag {
        IGNORE_CASE(Pattern.CASE_INSENSITIVE),
        MULTILINE(Pattern.MULTILINE);

        private final int javas;

        Flag(int javas) {
            this.javas = javas;
        }
    }

    public static PythonRegex of(String written, List<Flag> flags) {
        PythonRegexReader reader = new PythonRegexReader(written);
        int all = flags.stream().mapToInt(f -> f.javas).reduce(0, (a, b) -> a | b);
        try {
            return new PythonRegex(
                    Pattern.compile(reader.read(), all | Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES),
                    reader.names());
        } catch (PatternSyntaxException e) {
            throw new UnsupportedException(written);
        }
    }

    /** {@code re.search}: the first place. */
    public Optional<MatchResult> search(String text) {
        return bounded(() -> {
            Matcher m = matcher(text);
            return m.find() ? Optional.of(m.toMatchResult()) : Optional.<MatchResult>empty();
        });
    }

    /** {@code re.match}: whether the text begins with it. */
    public boolean beginsWith(String text) {
        return bounded(() -> matcher(text).lookingAt());
    }

    /** {@code re.fullmatch} */
    public boolean isWhole(String text) {
        return bounded(() -> matcher(text).matches());
    }

    /** {@code re.findall}: the whole where it has no groups, the group where it has one, tuples else. */
    public List<@Nullable Object> all(String text) {
        return bounded(() -> {
            List<@Nullable Object> found = new ArrayList<>();
            Matcher m = matcher(text);
            while (m.find()) {
                found.add(groups(m));
            }
            return found;
        });
    }

    private static Object groups(Matcher m) {
        if (m.groupCount() < 2) {
            return shown(m.group(m.groupCount()));
        }
        @Nullable Object[] groups = new Object[m.groupCount()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = shown(m.group(i + 1));
        }
        return PythonTuple.of(groups);
    }

    private static String shown(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** {@code re.sub}; at most so many, 0 for all. */
    public String replaced(String text, String replacement, int count) {
        return bounded(() -> {
            StringBuilder made = new StringBuilder();
            Matcher m = matcher(text);
            int done = 0;
            int from = 0;
            while ((count == 0 || done < count) && m.find()) {
                made.append(text, from, m.start()).append(PythonReplacement.of(replacement, this, m));
                from = m.end();
                done++;
            }
            return made.append(text, from, text.length()).toString();
        });
    }

    /** A group by its number or its name; null where it took no part. */
    public @Nullable String group(MatchResult match, String group) {
        try {
            return group.matches("\\d{1,3}")
                    ? match.group(Integer.parseInt(group))
                    : match.group(names.getOrDefault(group, group));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new UnsupportedException("no group " + group);
        }
    }

    private Matcher matcher(String text) {
        if (text.length() > LONGEST) {
            throw new UnsupportedException("more than " + LONGEST + " characters");
        }
        return pattern.matcher(new Counted(text, new int[1]));
    }

    private static <T> T bounded(Supplier<T> work) {
        try {
            return work.get();
        } catch (StackOverflowError e) {
            throw new UnsupportedException("a text on which this expression tries for too long");
        }
    }

    /** Java's matcher has no limit of its own: each letter that it looks at counts. */
    private record Counted(CharSequence text, int[] steps) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new UnsupportedException("a text on which this expression tries for too long");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Python's names of groups may hold what Java's may not. */
    static final class Names {
        private final Map<String, String> javas = new HashMap<>();

        String add(String name) {
            if (javas.put(name, "name" + javas.size()) != null) {
                throw new UnsupportedException("two groups " + name);
            }
            return of(name);
        }

        String of(String name) {
            String javas = this.javas.get(name);
            if (javas == null) {
                throw new UnsupportedException("no group " + name);
            }
            return javas;
        }

        Map<String, String> all() {
            return Collections.unmodifiableMap(javas);
        }
    }
}
