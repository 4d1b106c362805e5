package dev.gantry.local.suite.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient.HttpResult;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The operator of one simulated host: enrols it, does what it waits for, and once it is ACTIVE gives it other types or other work. What to do
 * next is decided on what the host says, so that no lost answer leads astray.
 */
public final class HostOperator implements Workload {
    private static final int NOT_FOUND = 404;
    private static final List<List<String>> LAYOUTS =
            List.of(List.of("nvidia-697", "nvidia-697"), List.of("nvidia-698"));
    /** What to do when a host waits for it, the first before the others. */
    private static final List<String> ORDERS = List.of("confirm-drained", "activate", "retry", "resume", "provision");

    private static final List<String> CARDS = List.of("0000:21:00.0", "0000:81:00.0");

    private final RecordingClient caller;
    private final String host;
    private final SimulatorProcess.Access access;
    private final String driver;
    private final ApprovalCounter approvals;
    private final RandomGenerator random;

    /** How the host is reached, and where its driver is. */
    public record Enrolment(String host, SimulatorProcess.Access access, String driver) {}

    public HostOperator(
            RecordingClient caller, Enrolment enrolment, ApprovalCounter approvals, RandomGenerator random) {
        this.caller = caller;
        this.host = enrolment.host();
        this.access = enrolment.access();
        this.driver = enrolment.driver();
        this.approvals = approvals;
        this.random = random;
    }

    @Override
    public String name() {
        return host;
    }

    @Override
    public void step(boolean isSettling) {
        Optional<HttpResult> found = caller.call(Service.INVENTORY, api -> api.get(path()));
        if (found.isEmpty()) {
            return;
        }
        if (found.get().status() == NOT_FOUND) {
            caller.call(Service.INVENTORY, api -> api.put(path(), spec(0)));
        } else if (!found.get().isProblem()) {
            goOn(found.get(), isSettling);
        }
    }

    private void goOn(HttpResult found, boolean isSettling) {
        JsonNode known = found.json();
        String flags = known.path("flags").toString();
        Set<String> next = new HashSet<>();
        known.at("/waitsFor/next")
                .forEach(call -> next.add(call.asText().substring(call.asText().lastIndexOf('/') + 1)));
        if (flags.contains("\"blocked\"")) {
            order("inspect"); // what blocked it, e.g. a full disk, may be over
        } else if (next.contains("approve") && flags.contains("\"needs-approval\"")) {
            approve();
        } else {
            ORDERS.stream()
                    .filter(next::contains)
                    .findFirst()
                    .ifPresentOrElse(this::obey, () -> rest(found, isSettling));
        }
    }

    /** A retry is now and then an inspection, which leads on as well. */
    private void obey(String word) {
        order(word.equals("retry") && random.nextInt(3) == 0 ? "inspect" : word);
    }

    private void rest(HttpResult found, boolean isSettling) {
        if (!isSettling && found.json().path("state").asText().equals("ACTIVE")) {
            somethingNew(found);
        }
    }

    private void somethingNew(HttpResult found) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 ->
                caller.call(Service.INVENTORY, api -> api.change(path(), spec(random.nextInt(4)), found.etag()));
            case 3 -> order("inspect");
            case 4 -> order("provision");
            default -> order(random.nextBoolean() ? "drain" : "maintain");
        }
    }

    private void approve() {
        caller.read(Service.INVENTORY, path() + "/plan").ifPresent(read -> {
            JsonNode plan = read.json();
            approvals.approve(host, plan);
            String digest = plan.path("digest").asText();
            caller.call(
                    Service.INVENTORY,
                    api -> api.post(path() + "/approve", Map.of("digest", digest, "reason", "chaos")));
        });
    }

    private void order(String word) {
        caller.call(Service.INVENTORY, api -> api.post(path() + "/" + word, Map.of("reason", "chaos")));
    }

    private String path() {
        return "/v1/hosts/" + host;
    }

    /** @param layout two bits: the layout of each card */
    private Map<String, Object> spec(int layout) {
        return Map.of(
                "address", "127.0.0.1",
                "port", access.port(),
                "user", SimulatorProcess.USER,
                "hostKey", access.hostKey(),
                "driver", Map.of("url", driver),
                "desiredState", Map.of("vgpuDefinitions", List.of(card(0, layout & 1), card(1, layout >> 1))));
    }

    private static Map<String, Object> card(int card, int layout) {
        List<String> types = LAYOUTS.get(layout);
        List<Map<String, Object>> functions = IntStream.range(0, types.size())
                .mapToObj(i -> Map.<String, Object>of("mdev_type", types.get(i), "index", i))
                .toList();
        return Map.of("pci_address", CARDS.get(card), "virtual_functions", functions);
    }
}
