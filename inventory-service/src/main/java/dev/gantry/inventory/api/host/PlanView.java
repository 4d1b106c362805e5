package dev.gantry.inventory.api.host;

import dev.gantry.contracts.inspection.PlannedChange;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What stands between a host as found and its desired state. {@code disruptive}: it reboots the host or removes devices. */
@Schema(name = "PlanView")
public record PlanView(
        String digest, boolean disruptive, List<PlannedChange> changes, List<String> blockers, String text) {}
