package dev.gantry.imagebuilder.dib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The processes of this machine as {@code /proc} tells of them; empty where there is none. A process that ended and waits to be reaped is none. */
record ProcessTable(List<Line> lines) {

    private static final Path PROC = Path.of("/proc");

    ProcessTable {
        lines = List.copyOf(lines);
    }

    /** A process that no later one is taken for: ids are used again. {@code startedAt} is in clock ticks since the machine started. */
    record Id(long pid, long startedAt) {}

    /** One process. {@code session} is the id of the process that opened it, which stays when that one has ended. */
    record Line(Id id, long parent, long group, long session) {

        // field 22 of proc(5), counted from the state, which is field 3
        private static final int STARTED_AT = 19;

        /** {@code 1334 (rm (deep)) S 1330 1320 1320 0 -1 4194560 …}: a name may hold spaces and brackets; empty for a zombie. */
        static Optional<Line> parse(String stat) {
            int nameEnds = stat.lastIndexOf(')');
            if (nameEnds < 0) {
                return Optional.empty();
            }
            String[] words = stat.substring(nameEnds + 1).strip().split(" ");
            boolean hasEnded = words.length <= STARTED_AT || words[0].equals("Z") || words[0].equalsIgnoreCase("X");
            return hasEnded
                    ? Optional.empty()
                    : Optional.of(new Line(
                            new Id(
                                    Long.parseLong(
                                            stat.substring(0, stat.indexOf('(')).strip()),
                                    Long.parseLong(words[STARTED_AT])),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3])));
        }
    }

    static ProcessTable read() {
        if (!Files.isDirectory(PROC)) {
            return new ProcessTable(List.of());
        }
        try (Stream<Path> all = Files.list(PROC)) {
            return new ProcessTable(all.filter(p -> isNumber(p.getFileName().toString()))
                    .map(ProcessTable::line)
                    .flatMap(Optional::stream)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The leader's session and group, and whatever descends from one of them or from one that was known to, in whichever session it went. */
    Set<Id> family(long leader, Set<Id> known) {
        Map<Long, Id> family = new HashMap<>();
        int before = -1;
        while (family.size() != before) {
            before = family.size();
            lines.stream()
                    .filter(l -> l.id().pid() == leader
                            || l.session() == leader
                            || l.group() == leader
                            || known.contains(l.id())
                            || family.containsKey(l.parent()))
                    .forEach(l -> family.put(l.id().pid(), l.id()));
        }
        return Set.copyOf(family.values());
    }

    private static Optional<Line> line(Path process) {
        try {
            return Line.parse(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException hasEndedMeanwhile) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
