package dev.gantry.local.suite.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.launcher.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of resource that holds a number: where it is, how the number is written, and how it is read. {@code farewell} are the calls without
 * which it may not be deleted.
 */
public record NumberedResource(
        Service service, String collection, Function<String, Object> body, String pointer, List<String> farewell) {

    private static final String NOWHERE = "192.0.2.1";
    private static final int FIRST_PORT = 1024;

    /** One of each service, and the groups besides. */
    public static List<NumberedResource> all() {
        return List.of(
                new NumberedResource(
                        Service.INVENTORY,
                        "/v1/hosts/paper-",
                        number -> Map.of("address", NOWHERE, "labels", Map.of("number", number)),
                        "/spec/labels/number",
                        List.of("/retire")),
                new NumberedResource(
                        Service.INVENTORY,
                        "/v1/groups/paper_",
                        number -> Map.of("variables", Map.of("number", number)),
                        "/variables/number",
                        List.of()),
                new NumberedResource(
                        Service.NOVA_CONFIG,
                        "/v1/flavors/paper.",
                        number -> Map.of("ram", 1024, "disk", 1, "vcpus", 1, "extra_specs", Map.of("number", number)),
                        "/extra_specs/number",
                        List.of()),
                new NumberedResource(
                        Service.PROVISIONER, "/v1/guests/paper-", NumberedResource::guest, "/spec/port", List.of()),
                new NumberedResource(
                        Service.IMAGE_BUILDER,
                        "/v1/images/paper-",
                        NumberedResource::image,
                        "/properties/number",
                        List.of()));
    }

    /** A guest has no place for anybody's words; its port holds the number. */
    private static Object guest(String number) {
        return Map.of(
                "address",
                NOWHERE,
                "user",
                "cloud-user",
                "port",
                Integer.parseInt(number) + FIRST_PORT,
                "hostKey",
                "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8");
    }

    private static Object image(String number) {
        return Map.of(
                "type",
                "tgz",
                "elements",
                List.of("debian"),
                "verification",
                "optional",
                "properties",
                Map.of("number", number));
    }

    /** The number as it was written, e.g. {@code 17}. */
    String number(JsonNode found) {
        JsonNode value = found.at(pointer);
        return value.isInt() ? Integer.toString(value.asInt() - FIRST_PORT) : value.asText();
    }
}
