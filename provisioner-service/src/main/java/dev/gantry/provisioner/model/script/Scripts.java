package dev.gantry.provisioner.model.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The shell scripts of this service, by name, with their parameters put before them as quoted assignments. */
public final class Scripts {
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    // Descriptor 9 is for list_open_files, which proves by it that it sees what is open.
    private static final String RUN = "\nrun </dev/null 9</dev/null\n";

    private Scripts() {}

    /** The script alone: {@code <name>.sh} in the package of its owner. */
    public static String text(Class<?> owner, String name) {
        return TEXTS.computeIfAbsent(owner.getPackageName() + "/" + name, key -> read(owner, name));
    }

    /** Parameters, the functions that all changing scripts share, the script, and the call with nothing to read. */
    public static String change(Class<?> owner, String name, Map<String, String> parameters) {
        return Shell.assignments(parameters) + shared() + text(owner, name) + RUN;
    }

    /** The same with the functions that make virtual functions, MIG devices and vGPUs at boot. */
    public static String gpuChange(Class<?> owner, String name, Map<String, String> parameters) {
        return Shell.assignments(parameters) + shared() + gpuBoot() + text(owner, name) + RUN;
    }

    /** The same with the functions that put and take away files and units. */
    public static String gpuAndFilesChange(Class<?> owner, String name, Map<String, String> parameters) {
        return Shell.assignments(parameters)
                + shared()
                + gpuBoot()
                + text(Scripts.class, "files")
                + text(owner, name)
                + RUN;
    }

    /** The program that makes at boot what memory loses. */
    public static String gpuBoot() {
        return text(Scripts.class, "gpu-boot");
    }

    /** Who uses what: for inspections and for changes. */
    public static String guests() {
        return text(Scripts.class, "guests");
    }

    private static String shared() {
        return text(Scripts.class, "common") + guests() + text(Scripts.class, "refuse");
    }

    private static String read(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name + ".sh")) {
            if (in == null) {
                throw new IllegalStateException("script " + name + " is not beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
