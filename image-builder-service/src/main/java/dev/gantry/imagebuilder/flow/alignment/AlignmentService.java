package dev.gantry.imagebuilder.flow.alignment;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.DriverAlignment;
import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.alignment.DriverCatalog;
import dev.gantry.imagebuilder.model.alignment.GuestDriverVersion;
import dev.gantry.imagebuilder.model.alignment.HostDriver;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.store.alignment.HostDriverRepository;
import dev.gantry.imagebuilder.store.image.ImageRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers which guest images work with a host driver: with those in use, or with one that hosts might go to. */
@ApplicationScoped
public class AlignmentService {

    private final ImageRepository images;
    private final HostDriverRepository hosts;
    private final DriverCatalogService catalogs;
    private final Clock clock;

    AlignmentService(ImageRepository images, HostDriverRepository hosts, DriverCatalogService catalogs, Clock clock) {
        this.images = images;
        this.hosts = hosts;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** What one source says: {@code rule} is the one of NVIDIA's release notes, {@code catalog} the uploaded vgpuDriverCatalog.yaml. */
    public record Source(String source, String verdict, String reason) {}

    /**
     * How one image stands with one host driver: {@code verdict} is ALIGNED, GUEST_OLDER, INCOMPATIBLE or UNKNOWN; {@code host} is null for a
     * what-if. The rule counts, unless it knows nothing or the catalogue forbids what it allows; both are in {@code sources}.
     */
    public record ImageAlignment(
            String image,
            List<String> hostGroups,
            @Nullable String host,
            String hostDriver,
            String guestDriver,
            String verdict,
            String reason,
            List<Source> sources) {

        public ImageAlignment {
            sources = List.copyOf(sources);
        }

        public boolean breaks() {
            return verdict.equals("INCOMPATIBLE");
        }
    }

    /**
     * Of every image that carries a driver, by name; of those for one host group when it is not empty.
     *
     * @param hostDriver a version such as {@code 550.54.16}, or a branch such as {@code 550}
     */
    @Transactional
    public List<ImageAlignment> against(String hostDriver, String hostGroup) {
        DriverVersion host = parse(hostDriver);
        return withDriver(hostGroup).stream().map(i -> compare(i, null, host)).toList();
    }

    /** Of every image with each provisioned host of the groups it is for. */
    @Transactional
    public List<ImageAlignment> present(String hostGroup) {
        return withDriver(hostGroup).stream().flatMap(i -> present(i).stream()).toList();
    }

    /** Of one image with each provisioned host of the groups it is for; empty when none is known. */
    @Transactional
    public List<ImageAlignment> present(ImageDefinition image) {
        return GuestDriverVersion.of(image).isEmpty()
                ? List.of()
                : hosts.all().stream()
                        .filter(h -> h.driverVersion() != null && !Collections.disjoint(h.groups(), image.hostGroups()))
                        .map(h -> compare(image, h, parse(String.valueOf(h.driverVersion()))))
                        .toList();
    }

    private List<ImageDefinition> withDriver(String hostGroup) {
        return images.definitions().stream()
                .filter(i -> GuestDriverVersion.of(i).isPresent())
                .filter(i -> hostGroup.isEmpty() || i.hostGroups().contains(hostGroup))
                .toList();
    }

    private ImageAlignment compare(ImageDefinition image, @Nullable HostDriver at, DriverVersion host) {
        GuestDriverVersion guest = GuestDriverVersion.of(image).orElseThrow();
        Optional<DriverVersion> version = guest.version();
        if (version.isPresent()) {
            return compare(image, at, version.get().text(), sources(host, version.get()), host);
        }
        String reason = host + ": the name " + guest.found() + " tells no version of a guest driver";
        return compare(image, at, guest.found(), List.of(new Source("rule", "UNKNOWN", reason)), host);
    }

    private static ImageAlignment compare(
            ImageDefinition image, @Nullable HostDriver at, String guest, List<Source> sources, DriverVersion host) {
        Source first = sources.getFirst();
        Source last = sources.getLast();
        boolean lastCounts = first.verdict().equals("UNKNOWN") || last.verdict().equals("INCOMPATIBLE");
        Source counts = lastCounts && !first.verdict().equals("INCOMPATIBLE") ? last : first;
        return new ImageAlignment(
                image.name(),
                image.hostGroups(),
                at == null ? null : at.host(),
                host.text(),
                guest,
                counts.verdict(),
                counts.reason(),
                sources);
    }

    private List<Source> sources(DriverVersion host, DriverVersion guest) {
        DriverAlignment alignment = DriverAlignment.of(host, guest);
        List<Source> sources = new ArrayList<>();
        sources.add(new Source("rule", verdict(alignment), alignment.reason()));
        Optional<DriverCatalog> catalog = catalogs.find();
        if (catalog.isPresent()) {
            DriverCatalog.Opinion opinion = catalog.get()
                    .of(
                            new DriverCatalog.Named(host.branch(), host.text()),
                            new DriverCatalog.Named(guest.branch(), guest.text()),
                            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            sources.add(new Source("catalog", opinion.verdict(), opinion.reason()));
        }
        return sources;
    }

    private static String verdict(DriverAlignment alignment) {
        return switch (alignment) {
            case DriverAlignment.Aligned a -> "ALIGNED";
            case DriverAlignment.GuestOlder g -> "GUEST_OLDER";
            case DriverAlignment.Incompatible i -> "INCOMPATIBLE";
            case DriverAlignment.Unknown u -> "UNKNOWN";
        };
    }

    private static DriverVersion parse(String text) {
        String plain = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^R(?=\\d)", "");
        try {
            return DriverVersion.parse(plain.matches("\\d+") ? plain + ".0" : plain);
        } catch (MalformedValueException e) {
            throw ProblemException.invalid(
                    "driver-version-malformed",
                    "Driver version not readable",
                    new Violation("hostDriver", text, "550.54.16, 550 or R550", "Correct it"));
        }
    }
}
