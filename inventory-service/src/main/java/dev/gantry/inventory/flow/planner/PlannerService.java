package dev.gantry.inventory.flow.planner;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.planner.CardPlan;
import dev.gantry.gpu.planner.CardPlanner;
import dev.gantry.gpu.planner.CardShape;
import dev.gantry.gpu.planner.FleetPlan;
import dev.gantry.gpu.planner.FleetPlanner;
import dev.gantry.gpu.planner.RetypePolicy;
import dev.gantry.gpu.planner.VgpuDemand;
import dev.gantry.inventory.flow.desired.DesiredStateService;
import dev.gantry.inventory.flow.desired.DesiredStates;
import dev.gantry.inventory.flow.host.HostListQuery;
import dev.gantry.inventory.flow.host.HostProblems;
import dev.gantry.inventory.flow.host.HostQueries;
import dev.gantry.inventory.model.host.InspectedHost;
import dev.gantry.inventory.model.text.Violation;
import dev.gantry.kit.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers which cards would carry the vGPUs that somebody asks for. Changes nothing. */
@ApplicationScoped
public class PlannerService {

    /** Ten times the fleet that it is made for. */
    private static final int MOST_HOSTS = 10_000;

    private final HostQueries hosts;
    private final DesiredStateService desiredStates;
    private final VgpuCatalogue catalogue = VgpuCatalogue.bundled();

    PlannerService(HostQueries hosts, DesiredStateService desiredStates) {
        this.hosts = hosts;
        this.desiredStates = desiredStates;
    }

    /** A host or card that the planner left out. {@code card} is null when the whole host is meant. */
    public record LeftOut(String host, @Nullable String card, String reason) {}

    /** What the fleet would carry, and what was not looked at. */
    public record OverHosts(FleetPlan plan, int hosts, int cards, List<LeftOut> leftOut) {}

    /** 422 when it cannot be read. */
    public VgpuDemand demand(String text) {
        try {
            return VgpuDemand.parse(text, catalogue);
        } catch (MalformedValueException e) {
            throw invalid(Violation.of("demand", text, String.valueOf(e.getMessage()), "Correct the demand."));
        }
    }

    /** One empty card of a model; 422 when there is no such model. */
    public CardPlan onCard(String model, VgpuDemand demand) {
        CardModel known = catalogue
                .bySuffix(model)
                .orElseThrow(() -> invalid(Violation.of(
                        "card",
                        model,
                        catalogue.cards().stream()
                                .map(CardModel::suffix)
                                .collect(Collectors.joining(", ", "one of ", "")),
                        "Name the card by the word that its vGPU types begin with.")));
        return new CardPlanner(catalogue).plan(CardShape.of(known), demand);
    }

    /** {@code away}: hosts that are thought away, though they are meant. */
    @Transactional
    public OverHosts overHosts(
            VgpuDemand demand, HostListQuery.Selection selection, Collection<String> away, RetypePolicy policy) {
        Set<String> gone = new HashSet<>(away);
        List<InspectedHost> meant = hosts.inspected(selection, MOST_HOSTS).stream()
                .filter(h -> !gone.contains(h.host().name()))
                .toList();
        DesiredStates states = desiredStates.now();
        FleetCardReader reader = new FleetCardReader();
        meant.forEach(
                h -> reader.read(h, states.reading(h.host().name(), h.host().spec())));
        FleetPlan plan = FleetPlanner.plan(demand, reader.cards(), policy);
        List<LeftOut> leftOut = reader.leftOut().stream()
                .map(l -> new LeftOut(l.host(), l.card(), l.reason()))
                .toList();
        return new OverHosts(plan, meant.size(), reader.cards().size(), leftOut);
    }

    private static ProblemException invalid(Violation violation) {
        return HostProblems.invalid("planner-request-invalid", "Planner request not valid", List.of(violation));
    }
}
