package dev.gantry.local.suite;

import java.util.ArrayList;
import java.util.List;

/** Command lines of child JVMs, small and quick to start. */
final class Jvm {
    private Jvm() {}

    static List<String> jar(String jar, int heapMib) {
        List<String> command = java(heapMib);
        command.addAll(List.of("-jar", jar));
        return command;
    }

    /** A main class on the launcher's own class path; it logs to stderr at WARNING. */
    static List<String> main(String mainClass, int heapMib) {
        List<String> command = java(heapMib);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }

    private static List<String> java(int heapMib) {
        return new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    }
}
