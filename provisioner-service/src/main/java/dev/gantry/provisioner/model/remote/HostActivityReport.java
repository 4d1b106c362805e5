package dev.gantry.provisioner.model.remote;

import java.util.HashMap;
import java.util.Map;

/**
 * What goes on at a host besides what an inspection shows.
 *
 * @param running step of a change of ours that still runs there, empty when none
 * @param seconds how long it has run
 * @param system what systemd says of itself: {@code running}, {@code degraded}, {@code starting}, {@code stopping}, or empty
 */
public record HostActivityReport(String running, long seconds, String system, String bootId) {

    /** Reads lines {@code key<TAB>value} such as {@code running<TAB>driver}. */
    public static HostActivityReport parse(String answer) {
        Map<String, String> values = new HashMap<>();
        for (String line : answer.lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                values.put(line.substring(0, tab), line.substring(tab + 1).strip());
            }
        }
        String seconds = values.getOrDefault("seconds", "0");
        return new HostActivityReport(
                values.getOrDefault("running", ""),
                seconds.matches("\\d{1,9}") ? Long.parseLong(seconds) : 0,
                values.getOrDefault("system", ""),
                values.getOrDefault("boot", ""));
    }

    public boolean isBusy() {
        return !running.isEmpty();
    }

    /** Boot units may still switch VFs and MIG on: a plan made now would redo what they are about to do. */
    public boolean isBooting() {
        return system.equals("starting") || system.equals("initializing");
    }

    public boolean isGoingDown() {
        return system.equals("stopping");
    }
}
