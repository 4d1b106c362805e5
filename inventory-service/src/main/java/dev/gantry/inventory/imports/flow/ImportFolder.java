package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.flow.enrol.EnrolHost;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.HostSpec;
import dev.gantry.inventory.operation.flow.OperationService;
import dev.gantry.inventory.operation.model.LongOperation;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.inventory.store.variables.GroupRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Takes over a kayobe configuration: all of it or nothing, and nothing twice. A large one is a job with progress; either way a reader sees
 * all of it at once.
 */
@ApplicationScoped
public class ImportFolder {

    /** So many hosts are written before they leave memory. */
    private static final int AT_A_TIME = 50;

    private final ImportPlanner planner;
    private final HostRepository hosts;
    private final GroupRepository groups;
    private final EnrolHost enrol;
    private final OperationService operations;
    private final InventorySettings settings;

    /** What became of a folder: it is imported, or a job imports it. */
    public sealed interface Result {

        record Imported(ImportReport report) implements Result {}

        record Accepted(LongOperation operation) implements Result {}
    }

    ImportFolder(
            ImportPlanner planner,
            HostRepository hosts,
            GroupRepository groups,
            EnrolHost enrol,
            OperationService operations,
            InventorySettings settings) {
        this.planner = planner;
        this.hosts = hosts;
        this.groups = groups;
        this.enrol = enrol;
        this.operations = operations;
        this.settings = settings;
    }

    /** What a real import would do; its problems are in the report. */
    @Transactional
    public ImportReport dryRun(SortedMap<String, String> files, ImportOptions options) {
        groups.holdTree();
        return planner.plan(files, options).report().dry();
    }

    /** 422 with every problem of the folder. */
    @Transactional
    public Result run(SortedMap<String, String> files, ImportOptions options, Cause cause) {
        groups.lockTree();
        ImportPlan plan = planner.plan(files, options);
        refuse(plan);
        if (plan.size() > settings.imports().limit()) {
            return new Result.Accepted(operations.accept(
                    ImportWorker.KIND,
                    options.configuration(),
                    ImportRequest.of(options, cause),
                    ImportRequest.packed(files),
                    (int) plan.size()));
        }
        return new Result.Imported(store(plan, options, cause, done -> {}));
    }

    /** The same in the worker's transaction. {@code progress} hears how many hosts are written. */
    public ImportReport runLarge(
            SortedMap<String, String> files, ImportOptions options, Cause cause, IntConsumer progress) {
        groups.lockTree();
        ImportPlan plan = planner.plan(files, options);
        refuse(plan);
        return store(plan, options, cause, progress);
    }

    private static void refuse(ImportPlan plan) {
        if (!plan.report().problems().isEmpty()) {
            throw HostProblems.importRefused(plan.report().problems());
        }
    }

    private ImportReport store(ImportPlan plan, ImportOptions options, Cause cause, IntConsumer progress) {
        plan.report().groups().stream()
                .filter(line -> !line.outcome().equals("unchanged"))
                .forEach(line -> groups.store(
                        Objects.requireNonNull(plan.folder().groups().get(line.name()))));
        if (!groups.site().equals(plan.folder().site())) {
            groups.storeSite(plan.folder().site());
        }
        groups.bind(new GroupRepository.Source(
                options.configuration(), options.control().environment()));
        int done = 0;
        for (Map.Entry<String, HostSpec> host : written(plan).entrySet()) {
            store(host.getKey(), host.getValue(), plan, cause);
            if (++done % AT_A_TIME == 0) {
                hosts.release();
                progress.accept(done);
            }
        }
        hosts.release();
        return plan.report();
    }

    /** New hosts, and known ones that change, with their specs. */
    private static SortedMap<String, HostSpec> written(ImportPlan plan) {
        SortedMap<String, HostSpec> written = new TreeMap<>();
        plan.specs().forEach((name, spec) -> {
            if (!plan.known().containsKey(name)) {
                written.put(name, spec);
            }
        });
        plan.changes().keySet().forEach(name -> {
            HostSpec own = plan.specs().get(name);
            written.put(
                    name,
                    own != null
                            ? own
                            : Objects.requireNonNull(plan.known().get(name)).spec());
        });
        return written;
    }

    private void store(String name, HostSpec spec, ImportPlan plan, Cause cause) {
        if (!plan.known().containsKey(name)) {
            enrol.enrol(name, spec, cause);
            return;
        }
        Host locked = hosts.lock(name).orElseThrow(() -> HostProblems.hostNotFound(name));
        List<String> changed = plan.changes().getOrDefault(name, List.of());
        enrol.change(locked, plan.specs().containsKey(name) ? spec : locked.spec(), changed, cause);
    }
}
