package dev.gantry.local.suite.chaos;

import dev.gantry.local.suite.chaos.workload.ApprovalCounter;
import dev.gantry.local.suite.chaos.workload.BuildRequester;
import dev.gantry.local.suite.chaos.workload.BundleSender;
import dev.gantry.local.suite.chaos.workload.FaultyServer;
import dev.gantry.local.suite.chaos.workload.HostOperator;
import dev.gantry.local.suite.chaos.workload.ImportSender;
import dev.gantry.local.suite.chaos.workload.NumberedResource;
import dev.gantry.local.suite.chaos.workload.NumberedWriter;
import dev.gantry.local.suite.chaos.workload.RecordingClient;
import dev.gantry.local.suite.chaos.workload.WebhookMaker;
import dev.gantry.local.suite.chaos.workload.WorkloadDriver;
import dev.gantry.local.suite.chaos.workload.WriteLedger;
import dev.gantry.local.suite.launcher.SimulatedFleet;
import dev.gantry.local.suite.launcher.SuiteFolder;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Everybody who calls the suite in a run, each with random numbers of his own. */
final class WorkloadClients implements AutoCloseable {
    private static final Duration QUICK = Duration.ofMillis(250);
    private static final Duration STEADY = Duration.ofMillis(700);
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final WriteLedger ledger = new WriteLedger();
    private final ApprovalCounter approvals = new ApprovalCounter();
    private final WorkloadDriver driver = new WorkloadDriver();
    private final RecordingClient caller;
    private final FaultyServer servers;
    private final BuildRequester builds;
    private final BundleSender bundles;
    private final ImportSender imports;
    private final Random seeds;

    WorkloadClients(RecordingClient caller, FaultyServer servers, SuiteFolder home, long seed) {
        this.caller = caller;
        this.servers = servers;
        this.seeds = new Random(seed);
        this.builds = new BuildRequester(caller);
        this.bundles = new BundleSender(caller, servers, home.make("bundle"), random());
        this.imports = new ImportSender(caller);
    }

    /** @param driverUrl where the hosts' driver is published */
    void start(SimulatedFleet fleet, String driverUrl) {
        for (NumberedResource kind : NumberedResource.all()) {
            driver.start(new NumberedWriter(caller, kind, ledger, random()), random(), QUICK);
        }
        fleet.access().forEach((host, access) -> {
            HostOperator.Enrolment enrolment = new HostOperator.Enrolment(host, access, driverUrl);
            driver.start(new HostOperator(caller, enrolment, approvals, random()), random(), STEADY);
        });
        driver.start(new WebhookMaker(caller, servers, random()), random(), SLOW);
        driver.start(bundles, random(), SLOW);
        driver.start(builds, random(), SLOW);
        driver.start(imports, random(), SLOW.multipliedBy(3));
    }

    WorkloadDriver driver() {
        return driver;
    }

    WriteLedger ledger() {
        return ledger;
    }

    ApprovalCounter approvals() {
        return approvals;
    }

    BuildRequester builds() {
        return builds;
    }

    BundleSender bundles() {
        return bundles;
    }

    FaultyServer servers() {
        return servers;
    }

    ImportSender imports() {
        return imports;
    }

    /** For the evidence and the figures. */
    Map<String, Integer> figures() {
        return Map.of(
                "calls answered", caller.answered(),
                "calls without an answer", caller.unanswered(),
                "writes acknowledged", ledger.acknowledged(),
                "builds", builds.accepted().size(),
                "bundles", bundles.promised().size(),
                "imports", imports.accepted().size());
    }

    @Override
    public void close() {
        driver.close();
    }

    private Random random() {
        return new Random(seeds.nextLong());
    }
}
