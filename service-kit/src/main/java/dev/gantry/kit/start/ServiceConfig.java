package dev.gantry.kit.start;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The settings of a service as it will see them, read without starting it. */
final class ServiceConfig {
    // The ordinals that Quarkus gives these files.
    private static final int ON_CLASS_PATH = 255;
    private static final int BESIDE = 265;

    private ServiceConfig() {}

    static SmallRyeConfig read() throws IOException {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(Thread.currentThread().getContextClassLoader())
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDiscoveredSources()
                .addDefaultSources();
        URL packaged = Thread.currentThread().getContextClassLoader().getResource("application.yaml");
        if (packaged != null) {
            builder.withSources(new YamlConfigSource(packaged, ON_CLASS_PATH));
        }
        Path beside = Path.of("config", "application.yaml");
        if (Files.isReadable(beside)) {
            builder.withSources(new YamlConfigSource(beside.toUri().toURL(), BESIDE));
        }
        return builder.build();
    }

    /** What Kafka's clients are told: every {@code kafka.*} without that prefix, also from {@code KAFKA_SASL_MECHANISM} and so on. */
    static Map<String, Object> kafka(Config config) {
        Map<String, Object> found = new HashMap<>();
        for (String name : StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .collect(Collectors.toSet())) {
            String key = name.startsWith("KAFKA_")
                    ? name.toLowerCase(java.util.Locale.ROOT).replace('_', '.')
                    : name;
            if (key.startsWith("kafka.") && !key.endsWith(".file")) {
                config.getOptionalValue(key, String.class).ifPresent(value -> found.put(key.substring(6), value));
            }
        }
        return found;
    }
}
