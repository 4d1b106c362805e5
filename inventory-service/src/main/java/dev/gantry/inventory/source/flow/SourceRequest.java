package dev.gantry.inventory.source.flow;

import dev.gantry.inventory.source.model.SourceSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person says of a source. {@code secret} and {@code secretRef} null: the one it has stays. */
public record SourceRequest(
        String url,
        String branch,
        String folder,
        SourceSpec.Access access,
        SourceSpec.Options options,
        Duration interval,
        List<String> approvers,
        @Nullable String secret,
        @Nullable String secretRef) {

    public SourceRequest {
        approvers = List.copyOf(approvers);
    }

    @Override
    public String toString() {
        return "source at " + url;
    }

    SourceSpec spec(SourceSpec.Push push) {
        return new SourceSpec(url, branch, folder, access, options, interval, approvers, push);
    }
}
