package dev.gantry.imagebuilder.api.openstackconfig;

import dev.gantry.imagebuilder.model.image.ImportedItem;
import dev.gantry.kit.http.Problem;
import java.util.List;

/** What became of an import, item by item; with {@code dryRun} nothing was changed. */
public record ImportView(boolean dryRun, List<ItemView> images) {

    /** One item; {@code fields} says why it was refused. */
    public record ItemView(
            String where,
            String name,
            String outcome,
            List<String> changes,
            List<Problem.Field> fields,
            List<String> warnings) {

        static ItemView of(ImportedItem item) {
            return new ItemView(
                    item.where(),
                    item.name(),
                    item.outcome().name(),
                    item.changes(),
                    item.violations().stream()
                            .map(v -> new Problem.Field(v.where(), v.found(), v.expected(), v.fix()))
                            .toList(),
                    item.warnings());
        }
    }

    static ImportView of(boolean dryRun, List<ImportedItem> items) {
        return new ImportView(dryRun, items.stream().map(ItemView::of).toList());
    }
}
