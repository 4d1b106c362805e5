package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.dib.GantryElements;
import dev.gantry.imagebuilder.dib.GitCheckouts;
import dev.gantry.imagebuilder.file.BundleZip;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.bundle.BundleService;
import dev.gantry.imagebuilder.flow.licence.TokenService;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.StoredFile;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.build.Redactor;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.BundleEntry;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays everything a build needs into its folder: elements at their commits, the guest driver, the token as a file that root alone reads. */
@ApplicationScoped
class BuildPreparer {

    private final BuildPlanner plans;
    private final ElementChecker elements;
    private final GantryElements own;
    private final GitCheckouts git;
    private final BundleService bundles;
    private final TokenService tokens;
    private final DataFolder data;

    BuildPreparer(
            BuildPlanner plans,
            ElementChecker elements,
            GantryElements own,
            GitCheckouts git,
            BundleService bundles,
            TokenService tokens,
            DataFolder data) {
        this.plans = plans;
        this.elements = elements;
        this.own = own;
        this.git = git;
        this.bundles = bundles;
        this.tokens = tokens;
        this.data = data;
    }

    /** A build ready to start. {@code token} is the licence token in clear, for comparing and redacting only. */
    record Prepared(BuildPlanner.Plan plan, Redactor redactor, Optional<String> token) {}

    /** @throws ProblemException when something it refers to has gone since it was asked for */
    Prepared prepare(Build build) throws IOException {
        BuildPlanner.Plan plan = plans.plan(build.image(), build.id());
        refuse(plan.violations());
        Recipe.Place place = plan.place();
        own.layOut(Files.createDirectories(BuildPlanner.ownElements(place)));
        for (Map.Entry<GitElements, String> each : plan.commits().entrySet()) {
            git.checkOut(each.getKey(), each.getValue(), BuildPlanner.checkout(place, each.getKey()));
        }
        refuse(elements.check(build.image(), place));
        layDriver(plan);
        Optional<String> token = build.image().tokenName().map(tokens::open);
        if (token.isPresent()) {
            layToken(place.token(), token.get());
        }
        Files.createDirectories(place.output(build.image()).getParent());
        return new Prepared(plan, BuildWorker.redactor(token), token);
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid("build-impossible", "Image cannot be built as it is defined", violations);
        }
    }

    private void layDriver(BuildPlanner.Plan plan) throws IOException {
        GuestDriver expected = plan.image().driver();
        if (expected == null || plan.driver().isEmpty()) {
            return;
        }
        PublishedPart part = plan.driver().get();
        Bundle bundle = bundles.find(expected.bundle());
        BundleEntry entry = bundle.entries().stream()
                .filter(e -> e.fileName().equals(part.name()))
                .findFirst()
                .orElseThrow();
        StoredFile file = BundleZip.unpack(
                data.bundle(bundle.digest()), entry, plan.place().drivers().resolve(part.name()));
        if (!file.sha256().equals(part.sha256())) {
            throw RemoteException.permanent(
                    "driver-damaged",
                    "%s has sha256 %s, published was %s".formatted(part.name(), file.sha256(), part.sha256()));
        }
    }

    private static void layToken(Path file, String token) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token, StandardCharsets.US_ASCII);
    }
}
