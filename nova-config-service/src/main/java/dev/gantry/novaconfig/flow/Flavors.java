package dev.gantry.novaconfig.flow;

import dev.gantry.kit.Actor;
import dev.gantry.kit.EntityTags;
import dev.gantry.kit.Problem;
import dev.gantry.novaconfig.model.DerivedFlavors;
import dev.gantry.novaconfig.model.Finding;
import dev.gantry.novaconfig.model.Flavor;
import dev.gantry.novaconfig.model.FlavorChecks;
import dev.gantry.novaconfig.model.Offer;
import dev.gantry.novaconfig.store.FlavorRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The flavors of the site: those derived from what hosts offer, and over them those that people defined. */
@ApplicationScoped
public class Flavors {

    private final SiteBook site;
    private final Actor actor;
    private final Clock clock;

    Flavors(SiteBook site, Actor actor, Clock clock) {
        this.site = site;
        this.actor = actor;
        this.clock = clock;
    }

    /** A flavor with what the checks found. {@code version} is 0 for one that was derived. */
    public record Checked(Flavor flavor, long version, List<Finding> findings) {}

    @Transactional
    public List<Offer> offers() {
        return Offer.of(site.hosts(), site.settings());
    }

    /** In order of name. */
    @Transactional
    public List<Checked> all() {
        List<Offer> offers = offers();
        Map<String, Checked> all = new TreeMap<>();
        DerivedFlavors.of(offers).forEach((name, f) -> all.put(name, checked(f, 0, offers)));
        FlavorRow.all().forEach(row -> all.put(row.name, checked(row.flavor(), row.version, offers)));
        return List.copyOf(all.values());
    }

    @Transactional
    public Checked read(String name) {
        return all().stream()
                .filter(c -> c.flavor().name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** Refuses what Nova would refuse; what no host offers yet is stored with a warning. */
    @Transactional
    public Checked define(Flavor flavor, @Nullable String ifMatch) {
        Optional<FlavorRow> known = FlavorRow.findByIdOptional(flavor.name(), LockModeType.PESSIMISTIC_WRITE);
        known.ifPresent(row -> EntityTags.require(ifMatch, row.version));
        List<Offer> offers = offers();
        List<Problem.Field> wrong = FlavorChecks.of(flavor, offers).stream()
                .filter(Finding::isError)
                .map(f -> new Problem.Field("extra_specs", f.code(), f.text(), f.next()))
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.invalid("flavor-invalid", "Flavor not valid", wrong).asTrouble();
        }
        FlavorRow row = known.orElseGet(FlavorRow::new);
        row.setFlavor(flavor);
        row.version++;
        row.changedBy = actor.name();
        row.changedAt = clock.instant();
        row.persist();
        return checked(flavor, row.version, offers);
    }

    @Transactional
    public void remove(String name, @Nullable String ifMatch) {
        FlavorRow row = FlavorRow.<FlavorRow>findByIdOptional(name).orElseThrow(() -> unknown(name));
        EntityTags.require(ifMatch, row.version);
        row.delete();
    }

    private static Checked checked(Flavor flavor, long version, List<Offer> offers) {
        return new Checked(flavor, version, FlavorChecks.of(flavor, offers));
    }

    private static RuntimeException unknown(String name) {
        return Problem.of(
                        404,
                        "flavor-not-found",
                        "Flavor not known",
                        "Flavor " + name
                                + " is not defined; list them with GET /v1/flavors, define it with PUT /v1/flavors/"
                                + name + ".")
                .asTrouble();
    }
}
