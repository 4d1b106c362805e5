package dev.gantry.novaconfig.api;

import dev.gantry.novaconfig.model.flavor.BookableResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a flavor can ask for. {@code extraSpec} is how. */
public record BookableResourceView(
        String extraSpec,
        String value,
        @Nullable String type,
        @Nullable String typeName,
        List<String> hosts,
        int mostOnHost,
        int total) {

    static BookableResourceView of(BookableResource offer) {
        return switch (offer) {
            case BookableResource.OfClass c ->
                new BookableResourceView(
                        "resources:" + c.key(),
                        "1",
                        c.type().toString(),
                        c.typeName(),
                        c.hosts(),
                        c.mostOnHost(),
                        c.total());
            case BookableResource.OfAlias a ->
                new BookableResourceView(
                        "pci_passthrough:alias",
                        a.key() + ":1",
                        a.alias().type().toString(),
                        a.alias().id().toString(),
                        a.hosts(),
                        a.mostOnHost(),
                        a.total());
        };
    }
}
