package dev.gantry.novaconfig.flow.flavor;

import dev.gantry.kit.http.EntityTags;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.security.Actor;
import dev.gantry.novaconfig.flow.site.SiteQueries;
import dev.gantry.novaconfig.model.device.HostFacts;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.flavor.BookableResource;
import dev.gantry.novaconfig.model.flavor.DefinedFlavor;
import dev.gantry.novaconfig.model.flavor.DerivedFlavors;
import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.FlavorChecks;
import dev.gantry.novaconfig.model.render.HostChecks;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import dev.gantry.novaconfig.store.FlavorRepository;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final FlavorRepository flavors;
    private final Actor actor;
    private final Clock clock;

    FlavorService(SiteQueries site, FlavorRepository flavors, Actor actor, Clock clock) {
        this.site = site;
        this.flavors = flavors;
        this.actor = actor;
        this.clock = clock;
    }

    /** A flavor with what the checks found. {@code version} is 0 for one that was derived. */
    public record Checked(Flavor flavor, long version, List<Finding> findings) {}

    /** What hosts that pass have: what is held back of a host cannot be booked either. */
    @Transactional
    public List<BookableResource> bookable() {
        SiteSettings settings = site.settings();
        return BookableResource.of(
                site.hosts().stream()
                        .filter(h -> HostChecks.passes(h, settings))
                        .toList(),
                settings);
    }

    /** Whether the settings say which projects may use derived flavors. */
    @Transactional
    public boolean templateNamesProjects() {
        return site.flavorTemplate().project() != null;
    }

    /** In order of name. */
    @Transactional
    public List<Checked> all() {
        List<BookableResource> bookable = bookable();
        Map<String, Checked> all = new TreeMap<>();
        Map<String, HostFacts> facts = site.facts();
        DerivedFlavors.of(bookable, site.flavorTemplate())
                .forEach((name, f) -> all.put(name, new Checked(f, 0, FlavorChecks.of(f, bookable, facts))));
        flavors.all()
                .forEach(d -> all.put(
                        d.flavor().name(),
                        new Checked(d.flavor(), d.version(), FlavorChecks.of(d.flavor(), bookable, facts))));
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
        Optional<DefinedFlavor> known = flavors.lock(flavor.name());
        known.ifPresent(k -> EntityTags.require(ifMatch, k.version()));
        List<Finding> findings = FlavorChecks.of(flavor, bookable(), site.facts());
        List<Problem.Field> wrong = findings.stream()
                .filter(Finding::isError)
                .map(f -> new Problem.Field("extra_specs", f.code(), f.text(), f.next()))
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.invalid("flavor-invalid", "Flavor not valid", wrong).asException();
        }
        long version = known.map(DefinedFlavor::version).orElse(0L) + 1;
        flavors.store(new DefinedFlavor(flavor, version, actor.name(), clock.instant()));
        return new Checked(flavor, version, findings);
    }

    @Transactional
    public void remove(String name, @Nullable String ifMatch) {
        DefinedFlavor known = flavors.lock(name).orElseThrow(() -> unknown(name));
        EntityTags.require(ifMatch, known.version());
        flavors.remove(name);
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
