package dev.gantry.inventory.source.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a source.
 *
 * @param folder of the repository that holds the kayobe configuration, without slashes at the ends; empty for the root
 * @param access files that open the repository
 * @param options how the folder is imported
 * @param approvers whose sign-off of a commit approves the plans that follow from it; mail addresses, empty for nobody's
 * @param push what proves that a call comes from the Git server
 */
public record SourceSpec(
        String url,
        String branch,
        String folder,
        Access access,
        Options options,
        Duration interval,
        List<String> approvers,
        Push push) {

    /** Paths of files; each may be missing. */
    public record Access(
            @Nullable String keyPath,
            @Nullable String knownHosts,
            @Nullable String tokenPath,
            @Nullable String caPath) {}

    /** As an import of an uploaded folder has them. */
    public record Options(
            @Nullable String environment,
            @Nullable String home,
            @Nullable String configPath) {}

    /** At most one of both; neither: no such call is taken. */
    public record Push(
            @Nullable String sealedSecret, @Nullable String secretRef) {

        public boolean isSet() {
            return sealedSecret != null || secretRef != null;
        }

        @Override
        public String toString() {
            return "******";
        }
    }

    public SourceSpec {
        approvers = List.copyOf(approvers);
    }

    /** Whether its history is that of the other, so that a commit of one has to be in the other. */
    boolean isSameHistory(SourceSpec other) {
        return url.equals(other.url) && branch.equals(other.branch);
    }
}
