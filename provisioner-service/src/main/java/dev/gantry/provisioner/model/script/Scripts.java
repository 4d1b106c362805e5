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

    /** The script alone: {@code scripts/<name>.sh}. */
    public static String text(String name) {
        return TEXTS.computeIfAbsent(name, Scripts::read);
    }

    /** Parameters, the functions that all changing scripts share, the script, and the call with nothing to read. */
    public static String change(String name, Map<String, String> parameters) {
        return Shell.assignments(parameters) + shared() + text(name) + RUN;
    }

    /** The same with the functions that make virtual functions, MIG devices and vGPUs at boot. */
    public static String gpuChange(String name, Map<String, String> parameters) {
        return Shell.assignments(parameters) + shared() + text("gpu-boot") + text(name) + RUN;
    }

    /** What takes devices apart, and after them the units that would make them again. */
    public static String teardown(Map<String, String> parameters) {
        return Shell.assignments(parameters) + shared() + text("gpu-boot") + text("files") + text("teardown") + RUN;
    }

    /** @param reason why the host may go down although guests run on it; empty means that it may not */
    public static String reboot(String reason) {
        return change("reboot", Map.of("reason", reason));
    }

    private static String shared() {
        return text("common") + text("guests") + text("refuse");
    }

    private static String read(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream("/scripts/" + name + ".sh")) {
            if (in == null) {
                throw new IllegalStateException("script " + name + " is not part of this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
