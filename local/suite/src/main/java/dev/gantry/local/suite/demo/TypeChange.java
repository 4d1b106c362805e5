package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The guide's "Changing VGPU device types": the second card of computegpu007 from two halves to one whole. */
final class TypeChange {
    static final String HOST = "computegpu007";
    private static final String PATH = "/v1/hosts/" + HOST;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final ApiClient inventory;
    private final EventPrinter printer;
    private final Screen screen;
    private final SiteCloudSettings cloud;

    TypeChange(ApiClient inventory, EventPrinter printer, Screen screen, SiteCloudSettings cloud) {
        this.cloud = cloud;
        this.inventory = inventory;
        this.printer = printer;
        this.screen = screen;
    }

    /** True when an earlier demo in the same folder asked for it already. */
    boolean isDesired() {
        JsonNode spec = inventory.read(PATH).path("spec");
        return spec.path("desiredState").toString().contains("nvidia-698");
    }

    /**
     * Changes the desired state, shows the plan and approves it. Returns the version from which on the host is at work. An answer may be lost to
     * a restart and its call be sent twice, so that a refusal only means: look what became of it.
     */
    long begin() throws InterruptedException {
        changeDesiredState();
        JsonNode draining = approve();
        if (!cloud.isNamed()) {
            ApiClient.HttpResult drained =
                    inventory.post(PATH + "/confirm-drained", Map.of("reason", "no guest is on it"));
            requireUnlessLate(drained, "draining " + HOST);
        }
        return draining.path("version").asLong();
    }

    private void changeDesiredState() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!isDesired()) {
            ApiClient.HttpResult host = ApiClient.require(inventory.get(PATH), "GET " + PATH);
            ApiClient.HttpResult changed =
                    inventory.change(PATH, changed(host.json().path("spec")), host.etag());
            requireUnlessLate(changed, "changing what " + HOST + " shall be");
            again(end, "a changed desired state");
        }
        printer.line(HOST, "desired on 0000:81:00.0: 1 nvidia-698 instead of 2 nvidia-697");
    }

    /** Where Nova finds no guest the host does not stay in DRAINING. */
    private static boolean hasBegun(JsonNode host) {
        return List.of("DRAINING", "PROVISIONING").contains(host.path("state").asText());
    }

    /** Approves the plan once there is one, and returns the host that waits to be drained. */
    private JsonNode approve() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonNode host = inventory.read(PATH);
        while (!hasBegun(host)) {
            if (host.path("flags").findValuesAsText("flag").contains("needs-approval")) {
                approve(inventory.read(PATH + "/plan"));
            }
            host = again(end, "a plan that is approved");
        }
        return host;
    }

    private void approve(JsonNode plan) {
        printer.line(HOST, "the plan:");
        screen.plan(plan.path("text").asText());
        printer.line(
                HOST, screen.bad("it destroys %d devices".formatted(destroyed(plan))) + ", which no guest may use");
        Map<String, String> yes = Map.of("digest", plan.path("digest").asText(), "reason", "the hypervisor is empty");
        requireUnlessLate(inventory.post(PATH + "/approve", yes), "approving the plan of " + HOST);
        printer.line(
                HOST,
                cloud.isNamed()
                        ? "approved by the operator; Nova tells whether a guest is left"
                        : "approved by the operator, who says that it is drained");
    }

    /** 409 and 412: the host has moved on. */
    private static void requireUnlessLate(ApiClient.HttpResult answer, String what) {
        if (answer.status() != 409 && answer.status() != 412) {
            ApiClient.require(answer, what);
        }
    }

    private static JsonNode changed(JsonNode spec) {
        ObjectNode changed = spec.deepCopy();
        ObjectNode desired = changed.putObject("desiredState");
        var cards = desired.putArray("vgpuDefinitions");
        card(cards.addObject(), "0000:21:00.0", List.of("nvidia-697", "nvidia-697"));
        card(cards.addObject(), "0000:81:00.0", List.of("nvidia-698"));
        return changed;
    }

    private static void card(ObjectNode card, String address, List<String> types) {
        card.put("pci_address", address);
        var functions = card.putArray("virtual_functions");
        IntStream.range(0, types.size())
                .forEach(i ->
                        functions.addObject().put("mdev_type", types.get(i)).put("index", i));
    }

    private static long destroyed(JsonNode plan) {
        Set<String> devices = new HashSet<>();
        plan.path("changes").forEach(change -> change.path("destroys").forEach(device -> devices.add(device.asText())));
        return devices.size();
    }

    private JsonNode again(long end, String what) throws InterruptedException {
        if (System.nanoTime() > end) {
            throw new SuiteException(HOST + " did not come to " + what + " within " + LIMIT.toSeconds()
                    + " s; look at GET " + PATH + "/history");
        }
        Pause.of(LOOK_AGAIN);
        return inventory.read(PATH);
    }
}
