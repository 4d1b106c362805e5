package dev.gantry.imagebuilder.flow.alignment;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.BranchSupport;
import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.imagebuilder.model.alignment.DriverBranch;
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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which driver branches hosts and images are on, and until when NVIDIA supports each. */
@ApplicationScoped
public class DriverBranchService {

    private final HostDriverRepository hosts;
    private final ImageRepository images;
    private final DriverCatalogService catalogs;
    private final Clock clock;

    DriverBranchService(
            HostDriverRepository hosts, ImageRepository images, DriverCatalogService catalogs, Clock clock) {
        this.hosts = hosts;
        this.images = images;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    private record Users(List<String> hosts, List<String> images) {}

    /** The oldest branch first. */
    @Transactional
    public List<DriverBranch> inUse() {
        SortedMap<Integer, Users> branches = new TreeMap<>();
        for (HostDriver host : hosts.all()) {
            branch(host.driverVersion())
                    .ifPresent(b -> users(branches, b).hosts().add(host.host()));
        }
        for (ImageDefinition image : images.definitions()) {
            GuestDriverVersion.of(image)
                    .flatMap(GuestDriverVersion::version)
                    .ifPresent(v -> users(branches, v.branch()).images().add(image.name()));
        }
        Optional<DriverCatalog> catalog = catalogs.find();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return branches.entrySet().stream()
                .map(entry -> described(entry.getKey(), entry.getValue(), catalog, today))
                .toList();
    }

    private static Users users(SortedMap<Integer, Users> branches, int branch) {
        return branches.computeIfAbsent(branch, b -> new Users(new ArrayList<>(), new ArrayList<>()));
    }

    private static Optional<Integer> branch(@Nullable String version) {
        try {
            return version == null
                    ? Optional.empty()
                    : Optional.of(DriverVersion.parse(version).branch());
        } catch (MalformedValueException e) {
            return Optional.empty();
        }
    }

    /** What the site uploaded is newer than what was built in. */
    private static DriverBranch described(int branch, Users users, Optional<DriverCatalog> catalog, LocalDate today) {
        BranchSupport published = BranchSupport.of(branch).orElse(null);
        LocalDate uploaded = catalog.flatMap(c -> c.endOfSupport(branch)).orElse(null);
        LocalDate end = uploaded != null
                ? uploaded
                : published == null ? null : published.end().atEndOfMonth();
        String source = uploaded != null
                ? "the driver catalogue of " + catalog.map(DriverCatalog::date).orElse("")
                : published == null ? null : BranchSupport.SOURCE;
        return new DriverBranch(
                branch,
                published == null ? null : published.release(),
                published == null ? null : published.isLongTerm(),
                users.hosts(),
                users.images(),
                end,
                DriverBranch.Support.of(end, today),
                source);
    }
}
