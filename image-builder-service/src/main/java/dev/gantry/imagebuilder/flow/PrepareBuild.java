package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.bundle.BundleZip;
import dev.gantry.imagebuilder.dib.GitCheckouts;
import dev.gantry.imagebuilder.dib.OwnElements;
import dev.gantry.imagebuilder.model.Build;
import dev.gantry.imagebuilder.model.Bundle;
import dev.gantry.imagebuilder.model.BundleEntry;
import dev.gantry.imagebuilder.model.Flaw;
import dev.gantry.imagebuilder.model.GitElements;
import dev.gantry.imagebuilder.model.GuestDriver;
import dev.gantry.imagebuilder.model.Part;
import dev.gantry.imagebuilder.model.Recipe;
import dev.gantry.imagebuilder.model.Redactor;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.model.Setback;
import dev.gantry.imagebuilder.model.StoredFile;
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
class PrepareBuild {

    private final PlanBuild plans;
    private final CheckElements elements;
    private final OwnElements own;
    private final GitCheckouts git;
    private final FindBundles bundles;
    private final FindTokens tokens;
    private final DataFolder data;

    PrepareBuild(
            PlanBuild plans,
            CheckElements elements,
            OwnElements own,
            GitCheckouts git,
            FindBundles bundles,
            FindTokens tokens,
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
    record Prepared(PlanBuild.Plan plan, Redactor redactor, Optional<String> token) {}

    /** @throws Refusal when something it refers to has gone since it was asked for */
    Prepared prepare(Build build) throws IOException {
        PlanBuild.Plan plan = plans.plan(build.image(), build.id());
        refuse(plan.flaws());
        Recipe.Place place = plan.place();
        own.layOut(Files.createDirectories(PlanBuild.ownElements(place)));
        for (Map.Entry<GitElements, String> each : plan.commits().entrySet()) {
            git.checkOut(each.getKey(), each.getValue(), PlanBuild.checkout(place, each.getKey()));
        }
        refuse(elements.check(build.image(), place));
        layDriver(plan);
        Optional<String> token = build.image().tokenName().map(tokens::open);
        if (token.isPresent()) {
            layToken(place.token(), token.get());
        }
        Files.createDirectories(place.output(build.image()).getParent());
        return new Prepared(plan, RunBuild.redactor(token), token);
    }

    private static void refuse(List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            throw Refusal.invalid("build-impossible", "Image cannot be built as it is defined", flaws);
        }
    }

    private void layDriver(PlanBuild.Plan plan) throws IOException {
        GuestDriver wanted = plan.image().driver();
        if (wanted == null || plan.driver().isEmpty()) {
            return;
        }
        Part part = plan.driver().get();
        Bundle bundle = bundles.find(wanted.bundle());
        BundleEntry entry = bundle.entries().stream()
                .filter(e -> e.fileName().equals(part.name()))
                .findFirst()
                .orElseThrow();
        StoredFile file = BundleZip.unpack(
                data.bundle(bundle.digest()), entry, plan.place().drivers().resolve(part.name()));
        if (!file.sha256().equals(part.sha256())) {
            throw Setback.lasting(
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
