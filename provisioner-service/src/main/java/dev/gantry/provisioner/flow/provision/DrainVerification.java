package dev.gantry.provisioner.flow.provision;

import dev.gantry.provisioner.flow.run.RunJournal;
import dev.gantry.provisioner.flow.run.RunSettings;
import dev.gantry.provisioner.model.facts.FoundDevice;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.run.Failure;
import dev.gantry.provisioner.model.run.Run;
import dev.gantry.provisioner.model.run.RunState;
import dev.gantry.provisioner.nova.AllocationsClient;
import dev.gantry.provisioner.nova.AllocationsClient.Holder;
import dev.gantry.provisioner.nova.AllocationsClient.Result;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Before a device goes: nobody holds it in Placement either. A guest that is being built has its allocation before its domain shows at the
 * host. What the host shows is the planner's and the script's proof.
 */
@ApplicationScoped
class DrainVerification {

    // computegpu007_pci_0000_81_00_4 of a mediated device's parent, computegpu007_0000:3D:00.0 of PCI in Placement
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9a-f]{4})[:_]([0-9a-f]{2})[:_]([0-9a-f]{2})[._]([0-7])$");

    private static final String KEY = "drain verification";
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AllocationsClient allocations;
    private final RunJournal journal;
    private final RunSettings settings;

    DrainVerification(AllocationsClient allocations, RunJournal journal, RunSettings settings) {
        this.allocations = allocations;
        this.journal = journal;
        this.settings = settings;
    }

    /** Asked before the first step already, so that a run that may not end is not begun. */
    Optional<Decision> pauseBefore(RunContext context, PlannedHost host) {
        List<String> destroyed = host.plan().destroys();
        if (destroyed.isEmpty() || context.overrideReason() != null) {
            return Optional.empty();
        }
        return switch (allocations.of(context.host())) {
            case Result.NoCloud noCloud -> Optional.empty();
            case Result.NotVerified notVerified ->
                Optional.of(new Decision.Stop(
                        RunState.FAILED,
                        Failure.lasting(
                                "drain-not-verified",
                                notVerified.why() + " Otherwise approve with an overrideReason.")));
            case Result.Unavailable unavailable -> Optional.of(later(context, unavailable.why()));
            case Result.Held held -> refused(held, addresses(destroyed, host.facts()));
        };
    }

    private static Optional<Decision> refused(Result.Held held, Set<String> addresses) {
        List<String> holders = held.by().stream()
                .filter(holder -> concerns(holder.provider(), addresses))
                .map(Holder::words)
                .distinct()
                .toList();
        return holders.isEmpty()
                ? Optional.empty()
                : Optional.of(new Decision.Stop(
                        RunState.FAILED,
                        Failure.lasting(
                                "blocked",
                                "Placement has allocations for devices that would be destroyed: "
                                        + String.join(", ", holders)
                                        + "; move or delete these servers, or approve with an overrideReason")));
    }

    /** A provider whose name holds no address may be any device of the host. */
    private static boolean concerns(String provider, Set<String> addresses) {
        Matcher named = ADDRESS.matcher(provider.toLowerCase(Locale.ROOT));
        return !named.find()
                || addresses.contains(
                        "%s:%s:%s.%s".formatted(named.group(1), named.group(2), named.group(3), named.group(4)));
    }

    /** Of each device its own and its card's: which of both a provider is named after depends on nova's release. */
    private static Set<String> addresses(List<String> destroyed, HostFacts facts) {
        Set<String> addresses = new HashSet<>(destroyed);
        for (FoundDevice device : facts.devices()) {
            Set<String> names =
                    Set.of(String.valueOf(device.uuid()), device.address().toString());
            if (destroyed.stream().anyMatch(names::contains)
                    || destroyed.contains(device.card().toString())) {
                addresses.add(device.address().toString());
                addresses.add(device.card().toString());
            }
        }
        return addresses;
    }

    private Decision later(RunContext context, String why) {
        Run run = journal.write(context.job(), context.run(), r -> r.inVain(KEY));
        return run.progress().timesInVain(KEY) < settings.awayLimit()
                ? new Decision.Later(PAUSE, "for Placement to tell who holds the host's GPUs: " + why)
                : new Decision.Stop(RunState.FAILED, new Failure("drain-not-verified", why, true));
    }
}
