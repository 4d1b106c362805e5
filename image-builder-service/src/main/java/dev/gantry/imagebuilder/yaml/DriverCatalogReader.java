package dev.gantry.imagebuilder.yaml;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.alignment.DriverCatalog;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads vgpuDriverCatalog.yaml: lists {@code branch} and {@code driver} at the top. What it has besides is let be. */
public final class DriverCatalogReader {

    private static final YamlReader FILE = new YamlReader(
            "driver-catalog-invalid",
            "Driver catalogue not readable",
            "Send vgpuDriverCatalog.yaml as NVIDIA's licensing portal gives it",
            8 << 20);

    private DriverCatalogReader() {}

    /** @throws ProblemException {@code driver-catalog-invalid} naming the place */
    public static DriverCatalog read(String yaml) {
        Map<?, ?> top = FILE.read(yaml);
        List<DriverCatalog.Branch> branches = new ArrayList<>();
        for (Object each : FILE.list(top.get("branch"), "branch")) {
            String at = "branch[%d]".formatted(branches.size());
            Map<?, ?> branch = FILE.map(each, at);
            branches.add(new DriverCatalog.Branch(
                    needed(branch, "name", at),
                    side(branch, at),
                    texts(branch, "allow", at),
                    texts(branch, "deny", at),
                    day(branch.get("eos"), at + ".eos")));
        }
        List<DriverCatalog.Driver> drivers = new ArrayList<>();
        for (Object each : FILE.list(top.get("driver"), "driver")) {
            String at = "driver[%d]".formatted(drivers.size());
            Map<?, ?> driver = FILE.map(each, at);
            drivers.add(new DriverCatalog.Driver(
                    needed(driver, "version", at),
                    side(driver, at),
                    versions(driver, "allow", at),
                    versions(driver, "deny", at)));
        }
        if (branches.isEmpty()) {
            throw FILE.invalid("branch", "no branch", "a list of host and guest branches");
        }
        return new DriverCatalog(String.valueOf(top.get("date")), branches, drivers);
    }

    private static String side(Map<?, ?> entry, String at) {
        String type = needed(entry, "type", at);
        if (!type.equals("host") && !type.equals("guest")) {
            throw FILE.invalid(at + ".type", type, "host or guest");
        }
        return type;
    }

    private static String needed(Map<?, ?> entry, String key, String at) {
        Object value = entry.get(key);
        if (value == null || String.valueOf(value).isBlank()) {
            throw FILE.invalid(at + "." + key, "nothing", "a value");
        }
        return String.valueOf(value);
    }

    /** {@code allow: {branch: [R535, R550]}} */
    private static List<String> texts(Map<?, ?> entry, String key, String at) {
        String path = "%s.%s.branch".formatted(at, key);
        return FILE.list(below(entry, key, at).get("branch"), path).stream()
                .map(String::valueOf)
                .toList();
    }

    /** {@code deny: {driver: [{version: 525.60.12}]}} */
    private static List<String> versions(Map<?, ?> entry, String key, String at) {
        String path = "%s.%s.driver".formatted(at, key);
        return FILE.list(below(entry, key, at).get("driver"), path).stream()
                .map(d -> needed(FILE.map(d, path), "version", path))
                .toList();
    }

    private static Map<?, ?> below(Map<?, ?> entry, String key, String at) {
        Object value = entry.get(key);
        return value == null ? Map.of() : FILE.map(value, at + "." + key);
    }

    private static @Nullable LocalDate day(@Nullable Object value, String path) {
        if (value == null || String.valueOf(value).isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(String.valueOf(value).strip());
        } catch (DateTimeException e) {
            throw FILE.invalid(path, String.valueOf(value), "a day such as 2026-07-31");
        }
    }
}
