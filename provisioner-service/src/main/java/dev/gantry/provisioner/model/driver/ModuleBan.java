package dev.gantry.provisioner.model.driver;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.host.ConfigLine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who keeps a kernel module from being loaded. Sources: modprobe.d(5), and the kernel's admin guide on parameters.
 *
 * @param where the line of a file or the kernel argument, for people
 * @param isFinal nothing loads it; otherwise only what asks for a device's driver is refused, and modprobe loads it by name
 */
record ModuleBan(String where, boolean isFinal) {
    private static final Pattern NOTHING = Pattern.compile("(?:/(?:usr/)?bin/)?(?:false|true)|:");

    /** What says so first, a final one before others; names are compared as the kernel does, {@code -} being {@code _}. */
    public static Optional<ModuleBan> of(HostFacts facts, String module) {
        List<ModuleBan> all = Stream.concat(
                        facts.found().boot().modules().stream()
                                .filter(l -> l.path().contains("/modprobe.d/"))
                                .flatMap(l -> ofLine(l, module).stream()),
                        facts.found().argumentList().stream().flatMap(a -> ofArgument(a, module).stream()))
                .toList();
        return all.stream().filter(ModuleBan::isFinal).findFirst().or(() -> all.stream()
                .findFirst());
    }

    // blacklist nouveau   # by hand        install nouveau /bin/false
    private static Optional<ModuleBan> ofLine(ConfigLine line, String module) {
        String text = line.text().replaceFirst("#.*$", "").strip();
        String[] words = text.split("\\s+");
        if (words.length < 2 || !same(words[1], module)) {
            return Optional.empty();
        }
        String where = line.path() + ": " + text;
        return switch (words[0]) {
            case "blacklist" -> Optional.of(new ModuleBan(where, false));
            case "install" ->
                words.length > 2 && NOTHING.matcher(words[2]).matches()
                        ? Optional.of(new ModuleBan(where, true))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    // modprobe.blacklist=nouveau   module_blacklist=nouveau,foo
    private static Optional<ModuleBan> ofArgument(String argument, String module) {
        String plain = argument.replace("\"", "");
        int at = plain.indexOf('=');
        if (at < 0 || Arrays.stream(plain.substring(at + 1).split(",")).noneMatch(n -> same(n, module))) {
            return Optional.empty();
        }
        return switch (plain.substring(0, at).replace('-', '_')) {
            case "module_blacklist" -> Optional.of(new ModuleBan("kernel argument " + plain, true));
            case "modprobe.blacklist" -> Optional.of(new ModuleBan("kernel argument " + plain, false));
            default -> Optional.empty();
        };
    }

    private static boolean same(String name, String module) {
        return name.replace('-', '_').equals(module);
    }
}
