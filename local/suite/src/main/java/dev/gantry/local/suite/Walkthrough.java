package dev.gantry.local.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The main job on the guide's input, from an empty suite to three bookable hosts, told while it happens. */
public final class Walkthrough implements AutoCloseable {
    private static final Duration END_LAG = Duration.ofSeconds(30);

    private final LocalSuite suite;
    private final Screen screen;
    private final Api inventory;
    private final Story story;
    private final HostNews news;
    private final EventStream stream;
    private final MainJob job;

    public Walkthrough(LocalSuite suite, Screen screen) {
        this.suite = suite;
        this.screen = screen;
        this.inventory = suite.api(Service.INVENTORY);
        this.story = new Story(screen);
        this.news = new HostNews(Instant.now());
        this.stream = new EventStream(inventory, event -> {
            if (news.take(event)) {
                story.tell(event);
            }
        });
        this.job = new MainJob(inventory, news, story, screen);
    }

    /** Uploads the driver bundle, imports the folder, and follows until all hosts are ACTIVE. */
    public void run() throws InterruptedException {
        DriverUpload.make(suite);
        JsonNode report = importFolder(exampleFolder());
        report.path("warnings").forEach(warning -> screen.warn("  " + warning));
        Map<String, Long> above = new HashMap<>();
        Simulation.HOSTS.forEach(host -> above.put(host, 0L));
        job.followUntilActive(above);
        if (news.hasNoEnd()) {
            story.line("hosts", "were all ACTIVE already, since an earlier demo in this folder");
        }
    }

    /** Provisions the same hosts again as a rollout; throws {@link SuiteTrouble} unless nothing was changed and nothing rebooted. */
    public void runAgain() throws InterruptedException {
        Map<String, Long> above = new HashMap<>();
        Map<String, Integer> ends = new HashMap<>();
        for (String host : Simulation.HOSTS) {
            above.put(host, job.version(host));
            ends.put(host, news.endCount(host));
        }
        try (Rollout rollout = Rollout.over(Simulation.HOSTS, suite.api(Service.PROVISIONER), story)) {
            job.provisionAgain(Simulation.HOSTS);
            rollout.tellHolds();
            job.followUntilActive(above);
            rollout.tellEnd();
        }
        for (String host : Simulation.HOSTS) {
            requireUnchanged(host, ends.getOrDefault(host, 0));
        }
    }

    /** Changes the types of a card as the guide does, and shows what came of it. */
    public void retype() throws InterruptedException {
        Retype retype = new Retype(inventory, story, screen);
        if (retype.isWanted()) {
            story.line(Retype.HOST, "has the other type since an earlier demo in this folder");
            return;
        }
        String before = novaCompute();
        long from = retype.begin();
        job.followUntilActive(Map.of(Retype.HOST, from));
        devices(Retype.HOST);
        screen.title("What it changes in nova-compute.conf");
        TextDiff.of(before, novaCompute()).forEach(line -> screen.block(coloured(line)));
    }

    /** Shows what came of it. */
    public void showResult() {
        screen.title("Devices");
        for (String host : Simulation.HOSTS) {
            devices(host);
        }
        screen.title("nova-compute.conf");
        screen.block(novaCompute());
        screen.title("Flavors");
        screen.block(suite.api(Service.NOVA_CONFIG).text("/v1/flavors.yaml", "application/yaml"));
    }

    /** What the hosts spent rebooting, which is the simulation's time and not ours. */
    Duration rebootTime() {
        return news.longestReboots();
    }

    @Override
    public void close() {
        stream.close();
    }

    private String novaCompute() {
        return suite.api(Service.NOVA_CONFIG).text("/v1/nova-compute.conf", "text/plain");
    }

    private String coloured(String line) {
        return line.startsWith("-") ? screen.bad(line) : screen.good(line);
    }

    private void requireUnchanged(String host, int endsBefore) throws InterruptedException {
        news.awaitEnd(host, endsBefore, END_LAG);
        HostNews.RunEnd end = news.lastEnd(host)
                .filter(last -> news.endCount(host) > endsBefore)
                .orElseThrow(() -> new SuiteTrouble(host + " is ACTIVE again, but no end of its run was heard of"));
        if (end.changes() != 0 || end.reboots() != 0) {
            throw new SuiteTrouble("a second run of " + host + " was to change nothing, but made " + end.changes()
                    + " changes and " + end.reboots() + " reboots");
        }
    }

    private void devices(String host) {
        inventory.read("/v1/hosts/" + host).path("devices").forEach(device -> device(host, device));
    }

    private void device(String host, JsonNode device) {
        screen.line("  %-14s %s  %-36s  %-10s  %s"
                .formatted(
                        host,
                        device.path("address").asText(),
                        device.path("uuid").asText(""),
                        device.path("type").asText(""),
                        device.path("typeName").asText("")));
    }

    private ExampleFolder exampleFolder() {
        ExampleFolder example = ExampleFolder.copy(suite.home());
        example.setPulp(suite.url(Service.IMAGE_BUILDER).getAuthority());
        suite.hosts().forEach((host, access) -> example.setSsh(host, access.port(), Simulation.USER, access.hostKey()));
        story.line("example", suite.home().shown(example.path()));
        return example;
    }

    private JsonNode importFolder(ExampleFolder example) {
        Api.Answer answer = inventory.post(
                "/v1/imports",
                example.packed(),
                Map.of("Content-Type", "application/gzip", "Accept", "application/json"));
        return Api.require(answer, "importing " + example.path()).json();
    }
}
