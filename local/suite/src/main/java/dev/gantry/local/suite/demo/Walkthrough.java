package dev.gantry.local.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.client.ApiClient;
import dev.gantry.local.suite.client.EventStreamReader;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import dev.gantry.local.suite.terminal.Screen;
import dev.gantry.local.suite.terminal.SuiteException;
import dev.gantry.local.suite.terminal.TextDiff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The main job on the guide's input, from an empty suite to three bookable hosts, told while it happens. */
public final class Walkthrough implements AutoCloseable {
    private static final Duration END_LAG = Duration.ofSeconds(30);

    private final LocalSuite suite;
    private final Screen screen;
    private final ApiClient inventory;
    private final EventPrinter printer;
    private final HostEventTracker events;
    private final EventStreamReader stream;
    private final HostActivation job;
    private final SiteCloudSettings cloud;

    public Walkthrough(LocalSuite suite, Screen screen) {
        this.suite = suite;
        this.screen = screen;
        this.inventory = suite.api(Service.INVENTORY);
        this.printer = new EventPrinter(screen);
        this.events = new HostEventTracker(Instant.now());
        this.stream = new EventStreamReader(inventory, event -> {
            if (events.take(event)) {
                printer.tell(event);
            }
        });
        this.cloud = new SiteCloudSettings(suite.api(Service.NOVA_CONFIG));
        this.job = new HostActivation(inventory, events, printer, screen, cloud);
    }

    /** From now on the site has the simulated cloud; without it the demo says as a person what a cloud would show. */
    public void nameCloud() {
        cloud.name(suite.cloud());
        printer.line("cloud", "Keystone, Nova and Placement, simulated, in the settings of nova-config");
    }

    /** Uploads the driver bundle, imports the folder, and follows until all hosts are ACTIVE. */
    public void run() throws InterruptedException {
        DriverUpload.make(suite);
        JsonNode report = importFolder(exampleFolder());
        report.path("warnings").forEach(warning -> screen.warn("  " + warning));
        Map<String, Long> above = new HashMap<>();
        SimulatorProcess.HOSTS.forEach(host -> above.put(host, 0L));
        job.followUntilActive(above);
        if (events.hasNoEnd()) {
            printer.line("hosts", "were all ACTIVE already, since an earlier demo in this folder");
        }
    }

    /** Provisions the same hosts again; throws {@link SuiteException} unless nothing was changed and nothing rebooted. */
    public void runAgain() throws InterruptedException {
        Map<String, Long> above = new HashMap<>();
        Map<String, Integer> ends = new HashMap<>();
        for (String host : SimulatorProcess.HOSTS) {
            above.put(host, job.version(host));
            ends.put(host, events.endCount(host));
        }
        job.provisionAgain(SimulatorProcess.HOSTS);
        job.followUntilActive(above);
        for (String host : SimulatorProcess.HOSTS) {
            requireUnchanged(host, ends.getOrDefault(host, 0));
        }
    }

    /**
     * Gives the hosts a newer driver, one first and then the others, while guests run on them; throws {@link SuiteException} when a host cannot have
     * it or a guest is lost.
     */
    public void upgradeDriver() throws InterruptedException {
        DemoGuests guests =
                new DemoGuests(new NovaClient(suite.cloud()), suite.api(Service.NOVA_CONFIG), inventory, printer);
        DriverRollout rollout = new DriverRollout(inventory, guests, printer);
        if (rollout.isThere()) {
            printer.line("rollout", "is there since an earlier demo in this folder");
        } else {
            guests.boot();
            rollout.start(SimulatorProcess.HOSTS, DriverUpload.makeNewer(suite));
        }
        rollout.follow();
        guests.awaitEnabled();
        guests.tell("still runs, on");
    }

    /** Changes the types of a card as the guide does, and shows what came of it. */
    public void retype() throws InterruptedException {
        TypeChange retype = new TypeChange(inventory, printer, screen, cloud);
        if (retype.isDesired()) {
            printer.line(TypeChange.HOST, "has the other type since an earlier demo in this folder");
            return;
        }
        String before = novaCompute();
        long from = retype.begin();
        job.followUntilActive(Map.of(TypeChange.HOST, from));
        devices(TypeChange.HOST);
        screen.title("What it changes in nova-compute.conf");
        TextDiff.of(before, novaCompute()).forEach(line -> screen.block(coloured(line)));
    }

    /** Shows what came of it. */
    public void showResult() {
        screen.title("Devices");
        for (String host : SimulatorProcess.HOSTS) {
            devices(host);
        }
        screen.title("nova-compute.conf");
        screen.block(novaCompute());
        screen.title("Flavors");
        screen.block(suite.api(Service.NOVA_CONFIG).text("/v1/flavors.yaml", "application/yaml"));
    }

    /** What the hosts spent rebooting, which is the simulation's time and not ours. */
    public Duration rebootTime() {
        return events.longestReboots();
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
        events.awaitEnd(host, endsBefore, END_LAG);
        HostEventTracker.RunEnd end = events.lastEnd(host)
                .filter(last -> events.endCount(host) > endsBefore)
                .orElseThrow(() -> new SuiteException(host + " is ACTIVE again, but no end of its run was heard of"));
        if (end.changes() != 0 || end.reboots() != 0) {
            throw new SuiteException("a second run of " + host + " was to change nothing, but made " + end.changes()
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
        suite.hosts()
                .forEach(
                        (host, access) -> example.setSsh(host, access.port(), SimulatorProcess.USER, access.hostKey()));
        printer.line("example", suite.home().shown(example.path()));
        return example;
    }

    private JsonNode importFolder(ExampleFolder example) {
        ApiClient.HttpResult answer = inventory.post(
                "/v1/imports",
                example.packed(),
                Map.of("Content-Type", "application/gzip", "Accept", "application/json"));
        return ApiClient.require(answer, "importing " + example.path()).json();
    }
}
