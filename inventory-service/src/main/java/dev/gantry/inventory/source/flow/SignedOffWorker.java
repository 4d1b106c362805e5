package dev.gantry.inventory.source.flow;

import dev.gantry.contracts.inspection.Plan;
import dev.gantry.inventory.flow.approval.ApprovalRequest;
import dev.gantry.inventory.flow.lifecycle.ProvisionHost;
import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.Inspection;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.source.model.SignedOff;
import dev.gantry.inventory.source.store.SignedOffRepository;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.http.ProblemException;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.LeaseGuard;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Approves the first plan that follows from a signed-off commit, in the name of who signed it off, as soon as the host's inspection has made
 * it. What blocks a plan is never overridden; a host that changes again, or whose plan does not come within a day, waits for a person.
 */
@ApplicationScoped
class SignedOffWorker implements Worker {

    static final String KIND = "source-approval";

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final SignedOffRepository signedOff;
    private final HostRepository hosts;
    private final ProvisionHost provision;
    private final LeaseGuard lease;
    private final Clock clock;

    SignedOffWorker(
            SignedOffRepository signedOff,
            HostRepository hosts,
            ProvisionHost provision,
            LeaseGuard lease,
            Clock clock) {
        this.signedOff = signedOff;
        this.hosts = hosts;
        this.provision = provision;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome work(Job job) {
        for (SignedOff signed : open(job)) {
            try {
                QuarkusTransaction.requiringNew().run(() -> {
                    lease.check(job);
                    settle(signed);
                });
            } catch (ProblemException e) {
                Log.debugf("not approved yet hostId=%s reason=%s", signed.host(), e.getMessage());
            }
        }
        List<SignedOff> left = open(job);
        boolean isFresh = left.stream().anyMatch(s -> age(s).compareTo(FRESH) < 0);
        return left.isEmpty() ? new Outcome.Done() : new Outcome.Retry(isFresh ? SOON : LATER, "plans of hosts");
    }

    private List<SignedOff> open(Job job) {
        return QuarkusTransaction.requiringNew().call(() -> signedOff.of(job.key()));
    }

    private Duration age(SignedOff signed) {
        return Duration.between(signed.at(), clock.instant());
    }

    private void settle(SignedOff signed) {
        Host host = hosts.lock(signed.host()).orElse(null);
        if (host == null || isOver(signed, host)) {
            signedOff.remove(signed.host());
            return;
        }
        Plan plan = hosts.inspection(signed.host()).map(Inspection::plan).orElse(null);
        if (plan == null || host.isBehind()) {
            return;
        }
        if (host.is(Flag.NEEDS_APPROVAL)) {
            provision.approve(
                    signed.host(), new ApprovalRequest(plan.digest(), null), new Cause(signed.who(), signed.why()));
            signedOff.remove(signed.host());
        } else if (!host.is(Flag.BLOCKED) && !host.is(Flag.LAYOUT_IMPOSSIBLE)) {
            signedOff.remove(signed.host());
        }
    }

    private boolean isOver(SignedOff signed, Host host) {
        return host.state() == HostState.RETIRED
                || host.work().spec() != signed.specVersion()
                || age(signed).compareTo(LONGEST) > 0;
    }
}
