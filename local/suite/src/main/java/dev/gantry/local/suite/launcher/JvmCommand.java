package dev.gantry.local.suite.launcher;

import java.util.ArrayList;
import java.util.List;

/** Command lines of child JVMs, small and quick to start. */
public final class JvmCommand {
    private JvmCommand() {}

    /** The first compiler starts quickly; only both together use what the processor has for hashes of gigabytes. */
    enum Compilers {
        FIRST,
        BOTH
    }

    static List<String> jar(String jar, int heapMib, Compilers compilers) {
        List<String> command = java(heapMib, compilers);
        command.addAll(List.of("-jar", jar));
        return command;
    }

    /** A main class on the launcher's own class path; it logs to stderr at WARNING. */
    public static List<String> main(String mainClass, int heapMib) {
        List<String> command = java(heapMib, Compilers.FIRST);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }

    private static List<String> java(int heapMib, Compilers compilers) {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-Xmx" + heapMib + "m", "-XX:+UseSerialGC"));
        if (compilers == Compilers.FIRST) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        return command;
    }
}
