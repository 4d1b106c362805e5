package dev.gantry.inventory.model.ansible;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One name of an inventory, or a range of them, with the port that may stand behind it: {@code computegpu[000:002]:2222}. */
record HostPattern(List<String> names, OptionalInt port) {

    // computegpu[000:002]:2222
    private static final Pattern WITH_PORT = Pattern.compile("([^:]*(?:\\[[^\\]]*][^:\\[]*)*):(\\d{1,5})");

    HostPattern {
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException telling what is wrong */
    static HostPattern parse(String text) {
        Matcher port = WITH_PORT.matcher(text);
        return port.matches()
                ? new HostPattern(HostRange.spread(port.group(1)), OptionalInt.of(Integer.parseInt(port.group(2))))
                : new HostPattern(HostRange.spread(text), OptionalInt.empty());
    }
}
