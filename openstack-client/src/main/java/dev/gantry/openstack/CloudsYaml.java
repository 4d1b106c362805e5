package dev.gantry.openstack;

import static dev.gantry.openstack.CloudOptions.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one cloud of a {@code clouds.yaml}, with what a {@code secure.yaml} beside it adds. Source: openstacksdk, "Configuring OpenStack
 * SDK Applications".
 */
public final class CloudsYaml {

    private CloudsYaml() {}

    /** @throws RemoteException naming what is missing */
    public static Cloud read(Path file, String name) {
        CloudOptions options =
                new CloudOptions(file.toString(), file.toAbsolutePath().resolveSibling(""));
        Map<?, ?> clouds = map(map(load(options, file)).get("clouds"));
        if (!clouds.containsKey(name)) {
            throw options.wrong("cloud " + name + " is not in it; it has " + clouds.keySet());
        }
        return options.read(
                name, merged(map(clouds.get(name)), map(secrets(options, file).get(name))));
    }

    private static Map<?, ?> secrets(CloudOptions options, Path file) {
        for (String name : List.of("secure.yaml", "secure.yml")) {
            Path secure = file.resolveSibling(name);
            if (Files.exists(secure)) {
                return map(map(load(options, secure)).get("clouds"));
            }
        }
        return Map.of();
    }

    private static Map<?, ?> merged(Map<?, ?> under, Map<?, ?> over) {
        Map<Object, Object> both = new LinkedHashMap<>(under);
        over.forEach((key, value) -> {
            boolean deeper = both.get(key) instanceof Map<?, ?> && value instanceof Map<?, ?>;
            both.put(key, deeper ? merged(map(both.get(key)), map(value)) : value);
        });
        return both;
    }

    private static Object load(CloudOptions options, Path file) {
        CloudOptions of = new CloudOptions(file.toString(), options.folder());
        try {
            Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return read == null ? Map.of() : read;
        } catch (IOException e) {
            throw of.wrong("it cannot be read");
        } catch (YamlEngineException e) {
            throw of.wrong("it is not YAML");
        }
    }
}
