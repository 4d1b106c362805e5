package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Glance's own answers prove of an image's name: that it stands so, that servers can be made from it, and who else has the name. */
final class ListingCheck {

    private ListingCheck() {}

    /** An old build that was deleted is missed by nobody. @throws RemoteException for one that is to be found under its name */
    static void gone(ListedImage expected) {
        if (!expected.isHidden()) {
            throw RemoteException.permanent(
                    "glance-image-deleted",
                    "image %s, which is to be called %s, was deleted in Glance; build it again, or promote another build"
                            .formatted(expected.glanceId(), expected.name()));
        }
    }

    /** @throws RemoteException with what is not as expected */
    static void check(JsonNode image, ListedImage expected) {
        List<Map<String, Object>> left = GlanceChanges.of(image, expected);
        if (!left.isEmpty()) {
            throw RemoteException.retryable(
                    "glance-listing-differs",
                    "image %s took changes and does not show them: %s".formatted(expected.glanceId(), left));
        }
        String status = image.path("status").asText();
        if (!expected.isHidden() && !status.equals("active")) {
            throw RemoteException.permanent(
                    "glance-image-not-active",
                    "image %s, called %s, is %s in Glance: no server can be made from it"
                            .formatted(expected.glanceId(), expected.name(), status));
        }
    }

    /** Images that clients find under the same name: of the same project, or open to all. */
    static List<String> others(JsonNode images, JsonNode image) {
        List<String> others = new ArrayList<>();
        for (JsonNode other : images) {
            boolean isSame = other.path("id").asText().equals(image.path("id").asText());
            boolean isFound = other.path("visibility").asText().equals("public")
                    || other.path("owner").asText().equals(image.path("owner").asText());
            if (!isSame && isFound) {
                others.add(other.path("id").asText());
            }
        }
        return others;
    }
}
