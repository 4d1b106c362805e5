package dev.gantry.inventory.api.host;

import dev.gantry.inventory.api.request.RequestParser;
import dev.gantry.inventory.flow.host.HostQueries;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which hosts a list shall show. */
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

    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("limit")
    @DefaultValue("100")
    @Min(1)
    @Max(1000)
    int limit;

    HostQueries.Query read() {
        return new HostQueries.Query(
                RequestParser.state(state),
                group,
                RequestParser.products(card),
                RequestParser.flag(flag),
                cursor,
                limit);
    }
}
