package dev.gantry.imagebuilder.flow.openstackconfig;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.flow.image.ImageService;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.model.image.ImportedItem;
import dev.gantry.imagebuilder.yaml.OpenStackConfigReader;
import dev.gantry.imagebuilder.yaml.OpenStackConfigWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Imports and exports image definitions in openstack-config's shape. */
@ApplicationScoped
public class ImageExchange {

    private final ImageService images;
    private final ImageBuilderSettings settings;

    ImageExchange(ImageService images, ImageBuilderSettings settings) {
        this.images = images;
        this.settings = settings;
    }

    /** What an import may do. */
    public enum Mode {
        /** Only tell what would become of each item. */
        DRY_RUN,
        /** Take what is new; what differs from a definition that is here needs If-Match, as a PUT does. */
        NEW_ONLY,
        /** Take all, as with {@code If-Match: *}. */
        OVERWRITE
    }

    /** Each item of the file in its order; {@code pulp_url}, which openstack-config has elsewhere, is the place where this service publishes. */
    @Transactional
    public List<ImportedItem> read(String yaml, Mode mode) {
        boolean isPulp = settings.artifacts().kind().equals("pulp");
        String place = isPulp ? settings.pulp().url().orElse(settings.url()) : settings.url();
        return OpenStackConfigReader.readItems(yaml, Map.of("pulp_url", place)).stream()
                .map(item -> take(item, mode))
                .toList();
    }

    public String write() {
        return OpenStackConfigWriter.write(images.definitions());
    }

    private ImportedItem take(OpenStackConfigReader.Item item, Mode mode) {
        if (item.image().isEmpty()) {
            return new ImportedItem(
                    item.where(), item.name(), ImportedItem.Outcome.REFUSED, List.of(), item.violations(), List.of());
        }
        ImageDefinition image = item.image().get();
        Optional<ImageDefinition> known = images.lookUp(image.name());
        List<String> changes = known.map(image::differences).orElse(List.of());
        if (!changes.isEmpty() && mode == Mode.NEW_ONLY) {
            Violation differs = new Violation(
                    item.where(),
                    "an image of this name that differs in " + String.join(", ", changes),
                    "the same definition, or a new name",
                    "Look at it with ?dryRun=true, then send the file again with If-Match: *");
            return new ImportedItem(
                    item.where(),
                    image.name(),
                    ImportedItem.Outcome.REFUSED,
                    changes,
                    List.of(differs),
                    warnings(item, image));
        }
        ImportedItem.Outcome outcome = known.isEmpty()
                ? ImportedItem.Outcome.CREATED
                : changes.isEmpty() ? ImportedItem.Outcome.UNCHANGED : ImportedItem.Outcome.UPDATED;
        if (mode != Mode.DRY_RUN && outcome != ImportedItem.Outcome.UNCHANGED) {
            images.define(image, "*");
        }
        return new ImportedItem(item.where(), image.name(), outcome, changes, List.of(), warnings(item, image));
    }

    private static List<String> warnings(OpenStackConfigReader.Item item, ImageDefinition image) {
        return Stream.concat(item.warnings().stream(), image.warnings().stream())
                .toList();
    }
}
