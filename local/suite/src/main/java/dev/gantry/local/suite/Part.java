package dev.gantry.local.suite;

import java.util.List;
import java.util.Map;

/** What to run for one part of the suite. */
record Part(String name, List<String> command, Map<String, String> environment) {

    Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
