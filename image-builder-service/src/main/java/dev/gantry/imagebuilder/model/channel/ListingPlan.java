package dev.gantry.imagebuilder.model.channel;

import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the built images of one definition are to stand in Glance, by what its channels give out. */
public final class ListingPlan {

    private ListingPlan() {}

    /**
     * The image that the plain name belongs to comes first, so that it has the name before the one before loses it: the stable one, or the
     * newest as long as none was ever promoted.
     *
     * @param definition as it is now; empty once it was deleted
     * @param builds that succeeded, newest first
     */
    public static List<ListedImage> of(
            Optional<ImageDefinition> definition,
            List<Build> builds,
            Optional<String> stable,
            Optional<String> candidate) {
        List<Build> inGlance =
                builds.stream().filter(b -> glanceId(b).isPresent()).toList();
        Optional<String> named = stable.or(() -> inGlance.stream().findFirst().map(Build::id));
        List<ListedImage> listed = new ArrayList<>();
        for (Build build : inGlance) {
            String id = glanceId(build).orElseThrow();
            ImageDefinition now = definition.orElse(build.image());
            String image = build.image().name();
            if (named.filter(build.id()::equals).isPresent()) {
                listed.addFirst(listed(id, image, visibilityOf(build, now), now));
            } else if (candidate.filter(build.id()::equals).isPresent()) {
                listed.add(listed(id, ListedImage.nameOfCandidate(image), "private", now));
            } else {
                String name = ListedImage.nameOfBuild(image, build.id());
                listed.add(new ListedImage(id, name, true, null, List.of(), Map.of()));
            }
        }
        return listed;
    }

    private static ListedImage listed(String id, String name, String visibility, ImageDefinition definition) {
        List<String> members = visibility.equals("shared") ? definition.members() : List.of();
        return new ListedImage(id, name, false, visibility, members, definition.properties());
    }

    /** A licence inside does not reach everyone, whatever the definition has become meanwhile. */
    private static String visibilityOf(Build build, ImageDefinition definition) {
        Build.BuildResult result = build.result();
        boolean isLicensed = result != null && result.tokenFingerprint() != null;
        return isLicensed && definition.reachesEveryone() ? "private" : definition.visibility();
    }

    private static Optional<String> glanceId(Build build) {
        Build.BuildResult result = build.result();
        return result == null ? Optional.empty() : Optional.ofNullable(result.glanceId());
    }
}
