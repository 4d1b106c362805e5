package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers with vGPUs that users of the cloud run on the demo's hosts, one of them on the host that is changed first. */
final class DemoGuests {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    /** Each with the type that it asks for, and where it runs at first. */
    private static final List<Guest> GUESTS = List.of(
            new Guest("render-1", "nvidia-700", "computegpu000"),
            new Guest("train-1", "nvidia-700", "computegpu001"),
            new Guest("train-2", "nvidia-700", "computegpu001"),
            new Guest("desktop-1", "nvidia-697", "computegpu007"));

    private record Guest(String name, String type, String host) {
        String extraSpec() {
            return "resources:CUSTOM_" + type.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
        }
    }

    private final NovaClient nova;
    private final ApiClient novaConfig;
    private final ApiClient inventory;
    private final EventPrinter printer;

    DemoGuests(NovaClient nova, ApiClient novaConfig, ApiClient inventory, EventPrinter printer) {
        this.nova = nova;
        this.novaConfig = novaConfig;
        this.inventory = inventory;
        this.printer = printer;
    }

    /** Makes the flavors in Nova, boots those that are not there yet, and returns when Placement told of all. */
    void boot() throws InterruptedException {
        applyFlavors();
        List<String> there =
                nova.servers().stream().map(NovaClient.Server::name).toList();
        for (Guest guest : GUESTS) {
            if (!there.contains(guest.name())) {
                String flavor = nova.flavor(guest.extraSpec())
                        .orElseThrow(() -> new SuiteException("Nova has no flavor for " + guest.type()));
                nova.boot(guest.name(), flavor, guest.host());
            }
        }
        awaitActive();
        tell("runs on");
        awaitFigures();
    }

    /** Where each is; throws {@link SuiteException} when one does not run. */
    void tell(String how) {
        for (NovaClient.Server server : nova.servers()) {
            if (!server.status().equals("ACTIVE")) {
                throw new SuiteException("guest " + server.name() + " is " + server.status());
            }
            printer.line(server.name(), how + " " + server.host());
        }
    }

    /** What a drain of the host would do with each of its guests. */
    void tellPlan(String host) {
        JsonNode plan = novaConfig.read("/v1/hosts/" + host + "/drain-plan");
        for (JsonNode server : plan.path("servers")) {
            JsonNode chosen = server.path("chosen");
            printer.line(
                    host,
                    server.path("server").path("name").asText() + ": "
                            + chosen.path("way")
                                    .asText()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', '-') + ", "
                            + chosen.path("reason").asText());
        }
    }

    /** Once a host is ACTIVE its compute service takes servers again. */
    void awaitEnabled() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!nova.disabledHosts().isEmpty()) {
            again(end, "the compute services were not enabled again");
        }
    }

    private void applyFlavors() {
        JsonNode plan = novaConfig.read("/v1/flavors/plan");
        ApiClient.require(
                novaConfig.post(
                        "/v1/flavors/apply",
                        Map.of("digest", plan.path("digest").asText())),
                "making the flavors in Nova");
    }

    private void awaitActive() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (nova.servers().stream().anyMatch(s -> s.status().equals("BUILD"))) {
            again(end, "the guests did not start");
        }
    }

    /** As an operator who does not want to wait for the next regular placement check. */
    private void awaitFigures() throws InterruptedException {
        Map<String, Integer> wanted = new TreeMap<>();
        for (NovaClient.Server server : nova.servers()) {
            wanted.merge(server.host(), 1, Integer::sum);
        }
        for (String host : wanted.keySet()) {
            ApiClient.require(novaConfig.post("/v1/hosts/" + host + "/placement-check", Map.of()), "checking " + host);
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!wanted.equals(allocated())) {
            again(end, "Placement did not tell of the guests");
        }
    }

    private Map<String, Integer> allocated() {
        Map<String, Integer> allocated = new TreeMap<>();
        inventory.read("/v1/capacity?by=host").path("figures").forEach(line -> {
            int used = line.path("allocated").asInt();
            if (used > 0) {
                allocated.merge(line.path("by").asText(), used, Integer::sum);
            }
        });
        return allocated;
    }

    private static void again(long end, String what) throws InterruptedException {
        if (System.nanoTime() > end) {
            throw new SuiteException(what + " within " + LIMIT.toSeconds() + " s");
        }
        Pause.of(LOOK_AGAIN);
    }
}
