package dev.gantry.local.suite.launcher;

import java.util.List;
import java.util.Map;

/** What to run for one part of the suite. */
public record ProcessCommand(String name, List<String> command, Map<String, String> environment) {

    public ProcessCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
