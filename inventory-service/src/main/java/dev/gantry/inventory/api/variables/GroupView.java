package dev.gantry.inventory.api.variables;

import dev.gantry.inventory.flow.host.HostQueries;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A group, where its variables come from, and the hosts that name it. */
@Schema(name = "Group")
public record GroupView(
        String name,
        long version,
        List<String> children,
        Map<String, Object> variables,
        Map<String, String> files,
        List<String> hosts) {

    static GroupView of(HostQueries.GroupView view) {
        return new GroupView(
                view.group().name(),
                view.version(),
                view.group().children(),
                view.group().variables().values(),
                view.group().variables().files(),
                view.hosts());
    }
}
