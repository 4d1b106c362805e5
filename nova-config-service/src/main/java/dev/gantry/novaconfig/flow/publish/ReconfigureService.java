package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.http.Problem;
import dev.gantry.kit.job.JobQueue;
import dev.gantry.kit.security.Actor;
import dev.gantry.kit.trace.Ids;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.ReconfigureCommand;
import dev.gantry.novaconfig.model.settings.ControlHost;
import dev.gantry.novaconfig.store.ReconfigurationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Asks for runs of the site's reconfigure command on the control host. */
@ApplicationScoped
public class ReconfigureService {

    private final SiteQueries site;
    private final ReconfigurationRepository reconfigurations;
    private final JobQueue jobs;
    private final Actor actor;
    private final Clock clock;

    ReconfigureService(
            SiteQueries site, ReconfigurationRepository reconfigurations, JobQueue jobs, Actor actor, Clock clock) {
        this.site = site;
        this.reconfigurations = reconfigurations;
        this.jobs = jobs;
        this.actor = actor;
        this.clock = clock;
    }

    /** @param hosts all that offer devices when empty */
    @Transactional
    public Reconfiguration reconfigure(List<String> hosts) {
        List<String> known = site.hosts().stream().map(HostDevices::host).toList();
        List<String> strange = hosts.stream().filter(h -> !known.contains(h)).toList();
        if (!strange.isEmpty() || known.isEmpty()) {
            throw Problem.invalid(
                            "hosts-unknown",
                            "Hosts not known",
                            List.of(new Problem.Field(
                                    "hosts", strange.toString(), "of " + known, "name hosts that were provisioned")))
                    .asException();
        }
        return store(hosts.isEmpty() ? known : hosts, List.of());
    }

    /** After files were brought to the repository: the revisions count as published when the command ends well. */
    @Transactional(Transactional.TxType.MANDATORY)
    void publish(List<String> hosts, List<String> revisions) {
        store(hosts, revisions);
    }

    private Reconfiguration store(List<String> hosts, List<String> revisions) {
        Reconfiguration asked = Reconfiguration.requested(
                Ids.next().toString(),
                hosts,
                revisions,
                ReconfigureCommand.fill(control().commandOrDefault(), hosts),
                new Reconfiguration.Request(actor.name(), clock.instant()));
        reconfigurations.store(asked);
        jobs.enqueue(ReconfigureRunner.KIND, asked.id(), "");
        return asked;
    }

    private ControlHost control() {
        ControlHost control = site.stored().document().control();
        if (control == null) {
            throw Problem.of(
                            409,
                            "control-host-missing",
                            "No control host",
                            "The settings name no control host; add 'control' with PUT /v1/settings.")
                    .asException();
        }
        return control;
    }
}
