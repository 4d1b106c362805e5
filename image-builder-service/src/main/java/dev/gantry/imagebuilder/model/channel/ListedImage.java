package dev.gantry.imagebuilder.model.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one image stands in Glance: what {@code stable} gives out has the plain name, the candidate a name that says so, all others are hidden
 * under the name of their build. {@code visibility} is null where it stays as it is: servers of others may run from it.
 */
public record ListedImage(
        String glanceId,
        String name,
        boolean isHidden,
        @Nullable String visibility,
        List<String> members,
        Map<String, String> properties) {

    public ListedImage {
        members = List.copyOf(members);
        properties = Map.copyOf(properties);
    }

    public static String nameOfBuild(String image, String build) {
        return "%s (build %s)".formatted(image, build);
    }

    public static String nameOfCandidate(String image) {
        return image + " (candidate)";
    }
}
