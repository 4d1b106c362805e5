package dev.gantry.local.suite.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.ParallelCalls;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.TemporarySuite;
import dev.gantry.local.suite.terminal.SuiteException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the fleet's calls take with a thousand hosts of eight cards in inventory, a third of the cards empty. The hosts have no host key, so that
 * nobody goes there; what an inspection would have found is put into the database.
 */
final class FleetBench {
    private static final int HOSTS = 1000;
    private static final int CARDS = 8;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 11;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FigureWriter figures;

    FleetBench(FigureWriter figures) {
        this.figures = figures;
    }

    void run() throws InterruptedException {
        try (TemporarySuite bench = TemporarySuite.start("bench")) {
            ApiClient inventory = bench.suite().api(Service.INVENTORY);
            ParallelCalls.each(
                    ApiBench.names("fleet", HOSTS),
                    host -> ApiClient.require(
                            inventory.put(
                                    "/v1/hosts/" + host,
                                    Map.of("address", "192.0.2.1", "desiredState", desiredState())),
                            "enrolling " + host));
            try (Connection database = bench.suite().connect(Service.INVENTORY)) {
                storeFacts(database);
            } catch (SQLException | JsonProcessingException e) {
                throw new SuiteException("facts of the fleet cannot be stored: " + e.getMessage());
            }
            Map<String, String> demand = Map.of("demand", "A100D-2-20C x9000 + A100D-1-10C x3000", "retype", "any");
            figures.figure("planner_1000_hosts_s", "s", seconds(() -> plan(inventory, demand)));
            bench.succeeded();
        }
    }

    private static void plan(ApiClient inventory, Map<String, String> demand) {
        ApiClient.HttpResult answer = ApiClient.require(inventory.post("/v1/planner", demand), "planning");
        if (answer.json().at("/considered/cards").asInt() != HOSTS * CARDS
                || !answer.json().path("fits").asBoolean()) {
            throw new SuiteException(
                    "the planner looked at other cards: " + answer.json().path("considered"));
        }
    }

    private static List<Double> seconds(Runnable call) {
        List<Double> seconds = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long from = System.nanoTime();
            call.run();
            if (round >= 0) {
                seconds.add((System.nanoTime() - from) / 1e9);
            }
        }
        return seconds;
    }

    /** The first five cards are cut. */
    private static Map<String, Object> desiredState() {
        List<Object> cards = new ArrayList<>();
        for (int card = 0; card < 5; card++) {
            cards.add(Map.of(
                    "pci_address",
                    address(card),
                    "virtual_functions",
                    List.of(
                            Map.of("mdev_type", "nvidia-697", "index", 0),
                            Map.of("mdev_type", "nvidia-697", "index", 1))));
        }
        return Map.of("vgpuDefinitions", cards);
    }

    private static String address(int card) {
        return "0000:%02x:00.0".formatted(0x10 + 0x18 * card);
    }

    private static void storeFacts(Connection database) throws SQLException, JsonProcessingException {
        List<InspectedCard> cards = IntStream.range(0, CARDS)
                .mapToObj(card -> new InspectedCard(
                        address(card),
                        "20b5",
                        "NVIDIA A100 80GB PCIe",
                        "nvidia",
                        16,
                        16,
                        "Disabled",
                        "MDEV",
                        40 + card,
                        0,
                        List.of(),
                        List.of()))
                .toList();
        Facts facts = new Facts(
                "boot", "rocky", "9.4", "5.14.0", "ro", true, "535.129.03", "disabled", cards, List.of(), null, null);
        try (PreparedStatement update =
                database.prepareStatement("update host set facts = ?::jsonb, inspected_at = now()")) {
            update.setString(1, JSON.writeValueAsString(facts));
            update.executeUpdate();
        }
        if (!database.getAutoCommit()) {
            database.commit();
        }
    }
}
