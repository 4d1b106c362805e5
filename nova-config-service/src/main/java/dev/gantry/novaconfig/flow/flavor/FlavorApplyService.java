package dev.gantry.novaconfig.flow.flavor;

import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.flow.site.CloudSessions;
import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.FlavorPlan;
import dev.gantry.novaconfig.model.flavor.FlavorPlan.Existing;
import dev.gantry.novaconfig.model.flavor.FlavorPlan.NeedsNewName;
import dev.gantry.novaconfig.model.flavor.FlavorPlan.Step;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.openstack.NovaFlavors;
import dev.gantry.openstack.RemoteException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings the site's flavors to Nova: what would be done is shown first, and only that is done. */
@ApplicationScoped
public class FlavorApplyService {

    /** What would be done, in order. {@code blocked} is what no call can do. {@code digest} names exactly this plan. */
    public record Planned(String digest, List<String> steps, List<String> blocked) {}

    private final FlavorService flavors;
    private final CloudSessions clouds;

    FlavorApplyService(FlavorService flavors, CloudSessions clouds) {
        this.flavors = flavors;
        this.clouds = clouds;
    }

    public Planned plan() {
        return CloudSessions.reporting(() -> planned(plan(new NovaFlavors(clouds.open()))));
    }

    /** @param digest of the plan that was seen; another one is refused with 409 */
    public Planned apply(String digest) {
        return CloudSessions.reporting(() -> {
            NovaFlavors nova = new NovaFlavors(clouds.open());
            FlavorPlan plan = plan(nova);
            Planned now = planned(plan);
            if (!now.digest().equals(digest)) {
                throw Problem.of(
                                409,
                                "plan-changed",
                                "Plan changed",
                                "Nova or the flavors changed since the plan was shown; read it again with GET"
                                        + " /v1/flavors/plan.")
                        .with("digest", now.digest())
                        .asException();
            }
            run(nova, plan);
            return now;
        });
    }

    /** A refusal says how far it came: what is done stays done, and the next plan holds only the rest. */
    private static void run(NovaFlavors nova, FlavorPlan plan) {
        List<String> done = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step instanceof NeedsNewName) {
                continue;
            }
            try {
                nova.apply(step);
            } catch (RemoteException e) {
                throw CloudSessions.problem(e)
                        .with("done", done)
                        .with("failed", step.summary())
                        .asException();
            }
            done.add(step.summary());
        }
    }

    private FlavorPlan plan(NovaFlavors nova) {
        List<FlavorService.Checked> wanted = flavors.all();
        List<Existing> existing = nova.list();
        Map<String, List<String>> projects = new HashMap<>();
        boolean templateSays = flavors.templateNamesProjects();
        for (FlavorService.Checked checked : wanted) {
            Flavor flavor = checked.flavor();
            // Nobody says who may use a derived flavor while the template names no projects: the operator's own grants
            // stay.
            boolean said = checked.version() > 0 || templateSays;
            existing.stream()
                    .filter(e -> said && e.flavor().name().equals(flavor.name()))
                    .filter(e -> e.flavor().access() == Flavor.Access.PRIVATE)
                    .forEach(e -> projects.put(e.id(), nova.projects(e.id(), flavor.projects())));
        }
        return FlavorPlan.of(wanted.stream().map(FlavorService.Checked::flavor).toList(), existing, projects);
    }

    private static Planned planned(FlavorPlan plan) {
        List<String> steps = plan.steps().stream()
                .filter(s -> !(s instanceof NeedsNewName))
                .map(Step::summary)
                .toList();
        List<String> blocked = plan.steps().stream()
                .filter(NeedsNewName.class::isInstance)
                .map(Step::summary)
                .toList();
        Map<String, String> bytes = new TreeMap<>(Map.of("steps", steps.toString(), "blocked", blocked.toString()));
        return new Planned(Revision.digest(bytes), steps, blocked);
    }
}
