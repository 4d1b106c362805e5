package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.dib.DibTools;
import dev.gantry.imagebuilder.dib.GantryElements;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.build.Recipe;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which elements of an image are nowhere to be found, before minutes are spent on finding out. */
@ApplicationScoped
class ElementChecker {

    private final DibTools tools;
    private final GantryElements own;
    private final ImageBuilderSettings settings;

    ElementChecker(DibTools tools, GantryElements own, ImageBuilderSettings settings) {
        this.tools = tools;
        this.own = own;
        this.settings = settings;
    }

    /** Elements of Git repositories count once they are checked out in the build's folder; before, they are given credit. */
    List<Violation> check(ImageDefinition image, Recipe.Place place) {
        Optional<Path> builtIn = tools.find().flatMap(DibTools.Installed::elements);
        List<Path> folders = new ArrayList<>();
        builtIn.ifPresent(folders::add);
        settings.builds().elementsPath().orElse(List.of()).forEach(p -> folders.add(Path.of(p)));
        for (GitElements git : image.gitElements()) {
            Path checkout = BuildPlanner.checkout(place, git);
            if (!Files.isDirectory(checkout)) {
                return List.of();
            }
            String below = git.elementsPath();
            folders.add(below == null ? checkout : checkout.resolve(below));
        }
        if (builtIn.isEmpty()) {
            return List.of();
        }
        return Recipe.elements(image, settings.builds().commonElements()).stream()
                .filter(e -> !own.names().contains(e))
                .filter(e -> folders.stream().noneMatch(f -> Files.isDirectory(f.resolve(e))))
                .map(e -> new Violation(
                        "elements",
                        e,
                        "an element in one of %s".formatted(folders),
                        "Correct its name, add the Git repository that has it, or install a newer diskimage-builder"))
                .toList();
    }
}
