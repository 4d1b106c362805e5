package dev.gantry.provisioner.model.facts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts as lines {@code path: value}, in one order always: for a digest, for people, and to tell what differs. A path is made of the names
 * in the records: {@code functions 0000:17:00.0 driver: nvidia}.
 */
public final class FactLines {
    private final List<String> lines = new ArrayList<>();
    private final boolean stable;

    private FactLines(boolean stable) {
        this.stable = stable;
    }

    public static List<String> all(HostFacts facts) {
        return of(facts, false);
    }

    /** Without what moves by itself: two equal hosts give equal lines. */
    public static List<String> stable(HostFacts facts) {
        return of(facts, true);
    }

    private static List<String> of(HostFacts facts, boolean stable) {
        FactLines all = new FactLines(stable);
        all.add("", facts);
        return all.lines;
    }

    /** Lines that only one of two inspections has: {@code - line} was, {@code + line} is in {@code newer}. */
    public static List<String> difference(HostFacts older, HostFacts newer) {
        return difference(stable(older), stable(newer));
    }

    public static List<String> difference(List<String> older, List<String> newer) {
        Set<String> before = new HashSet<>(older);
        Set<String> after = new HashSet<>(newer);
        List<String> lines = new ArrayList<>();
        older.stream().filter(l -> !after.contains(l)).forEach(l -> lines.add("- " + l));
        newer.stream().filter(l -> !before.contains(l)).forEach(l -> lines.add("+ " + l));
        return lines;
    }

    private void add(String path, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Record made when isOurs(made) -> addRecord(path, made);
            case Map<?, ?> map -> new TreeMap<>(map).forEach((key, each) -> add(path + " " + key, each));
            case Collection<?> many -> many.forEach(each -> addEach(path, each));
            default -> lines.add(path.strip() + ": " + value);
        }
    }

    /** A record is named by its first word: an address, a path, a UUID. */
    private void addEach(String path, Object each) {
        if (each instanceof Record made && isOurs(made)) {
            addRecord(path + " " + read(made.getClass().getRecordComponents()[0], made), made);
        } else {
            add(path, each);
        }
    }

    private void addRecord(String path, Record made) {
        for (RecordComponent component : made.getClass().getRecordComponents()) {
            if (!stable || !component.isAnnotationPresent(ChangesByItself.class)) {
                add(path + " " + words(component.getName()), read(component, made));
            }
        }
    }

    /** Those of other packages, such as a PCI address, are values with a text of their own. */
    private static boolean isOurs(Record made) {
        return made.getClass().getPackageName().startsWith(FactLines.class.getPackageName());
    }

    /** {@code totalFunctions} to {@code total-functions}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object read(RecordComponent component, Record made) {
        try {
            return component.getAccessor().invoke(made);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("facts cannot be read", impossible);
        }
    }
}
