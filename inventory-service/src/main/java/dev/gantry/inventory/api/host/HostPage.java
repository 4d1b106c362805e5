package dev.gantry.inventory.api.host;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of hosts; {@code next} is the cursor of the following page, null on the last; {@code total} counts over all pages. */
@Schema(name = "HostPage")
public record HostPage(List<HostSummary> items, @Nullable String next, long total) {}
