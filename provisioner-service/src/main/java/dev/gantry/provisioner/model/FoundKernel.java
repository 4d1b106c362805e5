package dev.gantry.provisioner.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kernel arguments and modules.
 *
 * @param arguments {@code /proc/cmdline}
 * @param grubDefaults lines of {@code /etc/default/grub}; empty when there is no such file
 * @param entryArguments argument lines of the installed kernels' boot entries where those are not made from grubDefaults
 * @param modules loaded ones with their version, empty where a module has none
 * @param installed of the modules that were asked for, those that the running kernel could load, with version
 * @param hasHeaders a driver can be built for the running kernel
 */
public record FoundKernel(
        String arguments,
        List<String> grubDefaults,
        List<String> entryArguments,
        SortedMap<String, String> modules,
        SortedMap<String, String> installed,
        boolean hasHeaders) {
    public FoundKernel {
        grubDefaults = List.copyOf(grubDefaults);
        entryArguments = List.copyOf(entryArguments);
        modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
        installed = Collections.unmodifiableSortedMap(new TreeMap<>(installed));
    }

    public boolean hasLoaded(String module) {
        return modules.containsKey(module);
    }

    public boolean canLoad(String module) {
        return installed.containsKey(module);
    }

    /** Version of a loaded module that tells one. */
    public Optional<String> loadedVersion(String module) {
        return Optional.ofNullable(modules.get(module)).filter(v -> !v.isEmpty());
    }

    public Set<String> loaded() {
        return modules.keySet();
    }
}
