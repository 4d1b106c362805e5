package dev.gantry.novaconfig.flow.flavor;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.security.Actor;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.flavor.DerivedFlavors;
import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.FlavorChecks;
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
public class FlavorService {

    private final SiteQueries site;
    private final Actor actor;
    private final Clock clock;

    FlavorService(SiteQueries site, Actor actor, Clock clock) {
        this.site = site;
        this.actor = actor;
        this.clock = clock;
    }

    /** A flavor with what the checks found. {@code version} is 0 for one that was derived. */
    public record Checked(Flavor flavor, long version, List<Finding> findings) {}

    @Transactional
    public List<BookableResource> offers() {
        return BookableResource.of(site.hosts(), site.settings());
    }

    /** In order of name. */
    @Transactional
    public List<Checked> all() {
        List<BookableResource> offers = offers();
        Map<String, Checked> all = new TreeMap<>();
        Map<String, HostFacts> facts = site.facts();
        DerivedFlavors.of(offers, site.flavorTemplate())
                .forEach((name, f) -> all.put(name, new Checked(f, 0, FlavorChecks.of(f, offers, facts))));
        FlavorRow.all()
                .forEach(row -> all.put(
                        row.name,
                        new Checked(row.flavor(), row.version, FlavorChecks.of(row.flavor(), offers, facts))));
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
        List<BookableResource> offers = offers();
        List<Finding> findings = FlavorChecks.of(flavor, offers, site.facts());
        List<Problem.Field> wrong = findings.stream()
                .filter(Finding::isError)
                .map(f -> new Problem.Field("extra_specs", f.code(), f.text(), f.next()))
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.invalid("flavor-invalid", "Flavor not valid", wrong).asException();
        }
        FlavorRow row = known.orElseGet(FlavorRow::new);
        row.setFlavor(flavor);
        row.version++;
        row.changedBy = actor.name();
        row.changedAt = clock.instant();
        row.persist();
        return new Checked(flavor, row.version, findings);
    }

    @Transactional
    public void remove(String name, @Nullable String ifMatch) {
        FlavorRow row = FlavorRow.<FlavorRow>findByIdOptional(name).orElseThrow(() -> unknown(name));
        EntityTags.require(ifMatch, row.version);
        row.delete();
    }

    private static RuntimeException unknown(String name) {
        return Problem.of(
                        404,
                        "flavor-not-found",
                        "Flavor not known",
                        "Flavor " + name
                                + " is not defined; list them with GET /v1/flavors, define it with PUT /v1/flavors/"
                                + name + ".")
                .asException();
    }
}
