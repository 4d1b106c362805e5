package dev.gantry.provisioner.model.facts.host;

import dev.gantry.provisioner.model.facts.ChangesByItself;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Kernel arguments and modules.
 *
 * @param arguments {@code /proc/cmdline}
 * @param boot what the next boot will use
 * @param modules loaded ones with their version, empty where a module has none
 * @param installed of the modules that were asked for, those that the running kernel could load, with version
 * @param kernels releases that are installed
 * @param hasHeaders a driver can be built for the running kernel
 * @param users by loaded module how many hold it, as far as the kernel tells
 */
public record FoundKernel(
        String arguments,
        BootConfiguration boot,
        SortedMap<String, String> modules,
        SortedMap<String, String> installed,
        List<String> kernels,
        boolean hasHeaders,
        @ChangesByItself SortedMap<String, Integer> users) {
    // root=UUID=1 foo=\"a b\" quiet: blanks inside quotes do not part arguments
    private static final Pattern ARGUMENT = Pattern.compile("(?:\\\\?\"(?:[^\"\\\\]|\\\\[^\"])*\\\\?\"|[^\\s])+");

    public FoundKernel {
        modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
        installed = Collections.unmodifiableSortedMap(new TreeMap<>(installed));
        kernels = List.copyOf(kernels);
        users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
    }

    /** Those in effect, one by one. */
    public List<String> argumentList() {
        return split(arguments);
    }

    /** Blanks inside quotes part no arguments. */
    public static List<String> split(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).toList();
    }

    public boolean hasLoaded(String module) {
        return modules.containsKey(module);
    }

    /** How many hold a loaded module; empty where the kernel does not tell. */
    public Optional<Integer> users(String module) {
        return Optional.ofNullable(users.get(module));
    }

    public boolean canLoad(String module) {
        return installed.containsKey(module);
    }

    /** Version of a loaded module that tells one. */
    public Optional<String> loadedVersion(String module) {
        return Optional.ofNullable(modules.get(module)).filter(v -> !v.isEmpty());
    }

    /** Version of a module on disk for the running kernel that tells one. */
    public Optional<String> installedVersion(String module) {
        return Optional.ofNullable(installed.get(module)).filter(v -> !v.isEmpty());
    }
}
