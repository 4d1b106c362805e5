package dev.gantry.local.suite.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says on what machine figures were taken. */
final class MachineDescription {
    private MachineDescription() {}

    static ObjectNode describe(ObjectNode line) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        line.put("machine", cpu().orElse(System.getProperty("os.arch")));
        line.put("cores", Runtime.getRuntime().availableProcessors());
        line.put("memoryMib", system.getTotalMemorySize() / 1024 / 1024);
        line.put("load", Math.round(system.getSystemLoadAverage() * 10) / 10.0);
        line.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        line.put("jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.version"));
        return line;
    }

    /** Sample: {@code model name	: AMD EPYC 7763 64-Core Processor}. */
    private static Optional<String> cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
