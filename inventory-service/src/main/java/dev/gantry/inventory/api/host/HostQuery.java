package dev.gantry.inventory.api.host;

import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.flow.host.HostListQuery;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which hosts a list shall show, and how. */
public class HostQuery {

    @QueryParam("state")
    @Nullable
    String state;

    @QueryParam("group")
    @Parameter(description = "Hosts of this group and of its children")
    @Nullable
    String group;

    @QueryParam("card")
    @Parameter(description = "Hosts with such a card: a model such as A100D, or a PCI product id such as 20b5")
    @Nullable
    String card;

    @QueryParam("flag")
    @Nullable
    String flag;

    @QueryParam("label")
    @Parameter(description = "Hosts with this label, as name=value, or as name for any value; may be repeated")
    List<String> labels = List.of();

    @QueryParam("sort")
    @DefaultValue("name")
    @Parameter(description = "name, state, since or version; with - before it for falling order")
    String sort = "name";

    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("limit")
    @DefaultValue("100")
    @Min(1)
    @Max(1000)
    int limit;

    HostListQuery read() {
        HostListQuery.Selection selection = new HostListQuery.Selection(
                RequestParser.state(state),
                group,
                RequestParser.products(card),
                RequestParser.flag(flag),
                RequestParser.labels(labels),
                null);
        return new HostListQuery(selection, RequestParser.sort(sort), cursor, limit);
    }
}
