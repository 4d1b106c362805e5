package dev.gantry.imagebuilder.bundle;

import dev.gantry.imagebuilder.model.DriverCatalog;
import dev.gantry.imagebuilder.model.Flaw;
import dev.gantry.imagebuilder.model.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads vgpuDriverCatalog.yaml: lists {@code branch} and {@code driver} at the top. What it has besides is let be. */
public final class DriverCatalogFile {

    private static final int LARGEST = 8 << 20;

    private DriverCatalogFile() {}

    /** @throws Refusal {@code driver-catalog-invalid} naming the place */
    public static DriverCatalog read(String yaml) {
        Map<?, ?> top = map(parse(yaml), "body");
        List<DriverCatalog.Branch> branches = new ArrayList<>();
        for (Object each : list(top.get("branch"), "branch")) {
            String at = "branch[%d]".formatted(branches.size());
            Map<?, ?> branch = map(each, at);
            branches.add(new DriverCatalog.Branch(
                    needed(branch, "name", at),
                    side(branch, at),
                    texts(branch, "allow", at),
                    texts(branch, "deny", at),
                    day(branch.get("eos"), at + ".eos")));
        }
        List<DriverCatalog.Driver> drivers = new ArrayList<>();
        for (Object each : list(top.get("driver"), "driver")) {
            String at = "driver[%d]".formatted(drivers.size());
            Map<?, ?> driver = map(each, at);
            drivers.add(new DriverCatalog.Driver(
                    needed(driver, "version", at),
                    side(driver, at),
                    versions(driver, "allow", at),
                    versions(driver, "deny", at)));
        }
        if (branches.isEmpty()) {
            throw invalid("branch", "no branch", "a list of host and guest branches");
        }
        return new DriverCatalog(String.valueOf(top.get("date")), branches, drivers);
    }

    private static Object parse(String yaml) {
        try {
            return new Load(LoadSettings.builder().setCodePointLimit(LARGEST).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            String words = String.valueOf(e.getMessage());
            throw invalid("body", words.lines().findFirst().orElse("no YAML"), "YAML");
        }
    }

    private static String side(Map<?, ?> entry, String at) {
        String type = needed(entry, "type", at);
        if (!type.equals("host") && !type.equals("guest")) {
            throw invalid(at + ".type", type, "host or guest");
        }
        return type;
    }

    private static String needed(Map<?, ?> entry, String key, String at) {
        Object value = entry.get(key);
        if (value == null || String.valueOf(value).isBlank()) {
            throw invalid(at + "." + key, "nothing", "a value");
        }
        return String.valueOf(value);
    }

    /** {@code allow: {branch: [R535, R550]}} */
    private static List<String> texts(Map<?, ?> entry, String key, String at) {
        String path = "%s.%s.branch".formatted(at, key);
        return list(below(entry, key, at).get("branch"), path).stream()
                .map(String::valueOf)
                .toList();
    }

    /** {@code deny: {driver: [{version: 525.60.12}]}} */
    private static List<String> versions(Map<?, ?> entry, String key, String at) {
        String path = "%s.%s.driver".formatted(at, key);
        return list(below(entry, key, at).get("driver"), path).stream()
                .map(d -> needed(map(d, path), "version", path))
                .toList();
    }

    private static Map<?, ?> below(Map<?, ?> entry, String key, String at) {
        Object value = entry.get(key);
        return value == null ? Map.of() : map(value, at + "." + key);
    }

    private static @Nullable LocalDate day(@Nullable Object value, String path) {
        if (value == null || String.valueOf(value).isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(String.valueOf(value).strip());
        } catch (DateTimeException e) {
            throw invalid(path, String.valueOf(value), "a day such as 2026-07-31");
        }
    }

    private static Map<?, ?> map(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw invalid(path, String.valueOf(value), "a mapping");
    }

    private static List<?> list(@Nullable Object value, String path) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw invalid(path, String.valueOf(value), "a list");
    }

    private static Refusal invalid(String path, String found, String wanted) {
        return Refusal.invalid(
                "driver-catalog-invalid",
                "Driver catalogue not readable",
                new Flaw(path, found, wanted, "Send vgpuDriverCatalog.yaml as NVIDIA's licensing portal gives it"));
    }
}
