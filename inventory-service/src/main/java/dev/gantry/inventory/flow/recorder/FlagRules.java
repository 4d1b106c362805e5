package dev.gantry.inventory.flow.recorder;

import dev.gantry.contracts.inspection.Facts;
import dev.gantry.contracts.inspection.InspectedCard;
import dev.gantry.contracts.inspection.Plan;
import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuParent;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.CardFacts;
import dev.gantry.gpu.layout.MigAbility;
import dev.gantry.gpu.pci.PciAddress;
import dev.gantry.gpu.rule.HostContext;
import dev.gantry.gpu.rule.LayoutValidator;
import dev.gantry.inventory.flow.approval.PlanApproval;
import dev.gantry.inventory.model.desired.DesiredGpuState;
import dev.gantry.inventory.model.desired.DesiredStateResult;
import dev.gantry.inventory.model.host.ApprovalPolicy;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.model.lifecycle.HostState.Offer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an inspection means for a host: which flags it raises and why. Pure. */
final class FlagRules {

    private static final int SHOWN = 5;

    private FlagRules() {}

    /** Every flag that an inspection decides; empty lowers it. */
    static Map<Flag, Optional<String>> of(Host host, DesiredStateResult reading, Facts facts, Plan plan) {
        Map<Flag, Optional<String>> flags = new EnumMap<>(Flag.class);
        flags.put(Flag.LAYOUT_IMPOSSIBLE, impossible(reading, facts));
        flags.put(Flag.BLOCKED, isDrainedFirst(host, plan) ? Optional.empty() : joined(plan.blockers().stream()));
        flags.put(Flag.NEEDS_APPROVAL, approval(host, plan));
        Optional<String> difference = difference(host, plan);
        flags.put(Flag.DRIFTED, isChanged(host) ? Optional.empty() : difference);
        flags.put(Flag.CHANGE_PENDING, isChanged(host) ? difference : Optional.empty());
        flags.put(Flag.INSPECTION_FAILED, Optional.empty());
        return flags;
    }

    /** Guests of a host that nova offers leave before its plan is carried out, so they are not in its way yet. */
    private static boolean isDrainedFirst(Host host, Plan plan) {
        boolean mayHaveGuests =
                host.state().offer() == Offer.BOOKABLE || host.state() == HostState.DRAINING && !host.is(Flag.DRAINED);
        return plan.waitsForGuestsAlone() && mayHaveGuests;
    }

    private static Optional<String> impossible(DesiredStateResult reading, Facts facts) {
        if (!reading.violations().isEmpty()) {
            return joined(reading.violations().stream().map(Object::toString));
        }
        return reading.desired()
                .flatMap(desired -> joined(check(desired, facts).stream()
                        .filter(RuleViolation::isError)
                        .map(RuleViolation::message)));
    }

    private static List<RuleViolation> check(DesiredGpuState desired, Facts facts) {
        List<CardFacts> cards =
                facts.cards().stream().flatMap(c -> card(c).stream()).toList();
        HostContext terms =
                framework(facts).map(HostContext.unknown()::framework).orElse(HostContext.unknown());
        return new LayoutValidator(VgpuCatalogue.bundled()).check(desired.gpus(), cards, terms);
    }

    private static Optional<CardFacts> card(InspectedCard card) {
        try {
            PciAddress address = PciAddress.parseLenient(card.address());
            return Optional.of(new CardFacts(address, card.productId(), card.totalFunctions(), mig(card), 0));
        } catch (MalformedValueException e) {
            return Optional.empty();
        }
    }

    /** No mode is no answer, as while vfio-pci holds the card or there is no driver: then only the catalogue can tell. */
    private static MigAbility mig(InspectedCard card) {
        return card.mig() == null ? MigAbility.NOT_KNOWN : MigAbility.CAPABLE;
    }

    /** As a card with virtual functions shows it; before one does, as its system will have it, so that what cannot be is told before anything is done. */
    private static Optional<Framework> framework(Facts facts) {
        return facts.cards().stream()
                .filter(c -> VgpuParent.expectedOf(c.productId()) == VgpuParent.VIRTUAL_FUNCTIONS)
                .map(InspectedCard::framework)
                .filter(Objects::nonNull)
                .filter(f -> f.equals(Framework.MDEV.name()) || f.equals(Framework.VENDOR_VFIO.name()))
                .map(Framework::valueOf)
                .findFirst()
                .or(() -> facts.osId().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Framework.expectedOn(facts.osId(), facts.osVersion())));
    }

    private static Optional<String> approval(Host host, Plan plan) {
        boolean isAsked = !plan.changes().isEmpty() && host.spec().approval() == ApprovalPolicy.REQUIRED;
        boolean isOwnChange = !hasDevices(host) || isChanged(host);
        if (!isAsked || PlanApproval.isGiven(host, plan) || !plan.disruptive() && !isOwnChange) {
            return Optional.empty();
        }
        if (!plan.disruptive()) {
            return Optional.of("a plan waits that takes nothing away and needs no reboot: approve it by its digest %s"
                    .formatted(plan.digest()));
        }
        return Optional.of("a plan waits that %s: look at it and approve it by its digest %s"
                .formatted(effects(plan), plan.digest()));
    }

    private static String effects(Plan plan) {
        long reboots = plan.changes().stream().filter(c -> c.reboot()).count();
        long removed =
                plan.changes().stream().mapToLong(c -> c.destroys().size()).sum();
        String effects = Stream.of(
                        counted(reboots, "reboots the host once", "reboots the host %d times"),
                        counted(removed, "removes a device", "removes %d devices"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        return effects.isEmpty() ? "takes something away" : effects;
    }

    private static Optional<String> counted(long number, String one, String many) {
        return number == 0 ? Optional.empty() : Optional.of(number == 1 ? one : many.formatted(number));
    }

    private static Optional<String> difference(Host host, Plan plan) {
        return hasDevices(host)
                ? joined(plan.changes().stream().map(c -> c.step() + ": " + c.summary()))
                : Optional.empty();
    }

    private static boolean hasDevices(Host host) {
        return host.state().offer() != Offer.NOTHING;
    }

    /** The difference is an operator's own change since the last run, and no drift. */
    private static boolean isChanged(Host host) {
        return host.work().spec() > host.work().run();
    }

    private static Optional<String> joined(Stream<String> reasons) {
        List<String> all = reasons.toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String more = all.size() > SHOWN ? "; and %d more".formatted(all.size() - SHOWN) : "";
        return Optional.of(all.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more);
    }
}
