package dev.gantry.imagebuilder.flow.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.DibTools;
import dev.gantry.imagebuilder.dib.ElementsDigest;
import dev.gantry.imagebuilder.dib.GantryElements;
import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.alignment.AlignmentService;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.BuildInputs;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a definition into the command, environment and inputs of a build, and tells in advance what would stop it. Changes nothing. */
@ApplicationScoped
public class BuildPlanner {

    private final ReferenceResolver references;
    private final ElementChecker elements;
    private final DibTools tools;
    private final GantryElements own;
    private final AlignmentService alignment;
    private final DataFolder data;
    private final ImageBuilderSettings settings;
    private final ObjectMapper json;

    BuildPlanner(
            ReferenceResolver references,
            ElementChecker elements,
            DibTools tools,
            GantryElements own,
            AlignmentService alignment,
            DataFolder data,
            ImageBuilderSettings settings,
            ObjectMapper json) {
        this.references = references;
        this.elements = elements;
        this.tools = tools;
        this.own = own;
        this.alignment = alignment;
        this.data = data;
        this.settings = settings;
        this.json = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /** A build as it would be; with violations it cannot be. {@code commits} by repository in the definition's order. */
    public record Plan(
            ImageDefinition image,
            Recipe recipe,
            Recipe.Place place,
            BuildInputs inputs,
            List<Violation> violations,
            List<String> warnings,
            Map<GitElements, String> commits,
            Optional<PublishedPart> driver) {}

    /** @param buildId names the folder; a plan to look at takes any */
    public Plan plan(ImageDefinition image, String buildId) {
        Recipe.Place place = new Recipe.Place(
                data.build(buildId),
                tools.find()
                        .map(i -> i.program().toString())
                        .orElse(settings.builds().command()),
                settings.builds().commonElements());
        ReferenceResolver.References found = references.resolve(image);
        List<Violation> violations = new ArrayList<>(found.violations());
        violations.addAll(elements.check(image, place));
        List<String> warnings = new ArrayList<>(image.warnings());
        warnings.addAll(found.notHashed());
        for (AlignmentService.ImageAlignment bad :
                alignment.present(image).stream().filter(a -> a.breaks()).toList()) {
            if (settings.builds().alignment() == ImageBuilderSettings.Alignment.BLOCK) {
                violations.add(new Violation(
                        "driver",
                        bad.reason(),
                        "a guest driver that works on " + bad.host(),
                        "Take the bundle of the host's branch"));
            } else {
                warnings.add("%s: %s".formatted(bad.host(), bad.reason()));
            }
        }
        Recipe recipe = Recipe.of(
                image,
                new Recipe.Resolved(
                        elementsPath(image, place),
                        found.env(),
                        found.driver().map(PublishedPart::name).orElse(null)),
                place);
        BuildInputs inputs = inputs(image, found, violations);
        return new Plan(image, recipe, place, inputs, violations, warnings, found.commits(), found.driver());
    }

    private BuildInputs inputs(ImageDefinition image, ReferenceResolver.References found, List<Violation> violations) {
        Map<String, String> facts = new LinkedHashMap<>(found.facts());
        facts.put("definition", canonical(image.bits()));
        facts.put("elements/common", String.join(" ", settings.builds().commonElements()));
        facts.put("elements/own", own.digest().hex());
        settings.builds().elementsPath().orElse(List.of()).forEach(folder -> local(folder)
                .ifPresentOrElse(
                        digest -> facts.put("elements/" + folder, digest.hex()),
                        () -> violations.add(new Violation(
                                "elements",
                                folder,
                                "a folder that can be read",
                                "Correct gantry.image-builder.builds.elements-path"))));
        facts.put(
                "diskimage-builder",
                tools.find().map(DibTools.Installed::version).orElse("not installed"));
        return new BuildInputs(facts);
    }

    /** Empty when it cannot be read. */
    private static Optional<Sha256> local(String folder) {
        try {
            return ElementsDigest.of(Path.of(folder));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private String canonical(ImageDefinition image) {
        try {
            return json.writeValueAsString(image);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> elementsPath(ImageDefinition image, Recipe.Place place) {
        List<Path> path = new ArrayList<>();
        path.add(ownElements(place));
        for (GitElements git : image.gitElements()) {
            String below = git.elementsPath();
            Path checkout = checkout(place, git);
            path.add(below == null ? checkout : checkout.resolve(below));
        }
        settings.builds().elementsPath().orElse(List.of()).forEach(p -> path.add(Path.of(p)));
        return path;
    }

    static Path ownElements(Recipe.Place place) {
        return place.folder().resolve("elements").resolve("gantry");
    }

    static Path checkout(Recipe.Place place, GitElements git) {
        return place.folder().resolve("elements").resolve("git-" + git.folderName());
    }
}
