package dev.gantry.imagebuilder.flow.licence;

import dev.gantry.imagebuilder.flow.OpenStackClients;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GuestServer;
import dev.gantry.imagebuilder.openstack.NovaClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the guests that run from an image, and says why where it cannot. */
@ApplicationScoped
public class GuestFinder {

    private final OpenStackClients cloud;

    GuestFinder(OpenStackClients cloud) {
        this.cloud = cloud;
    }

    /** Who runs from an image, as far as it could be {@code seen}; {@code reason} says why not all, or nothing at all. */
    public record Guests(Sight seen, @Nullable String reason, List<GuestServer> servers) {

        public Guests {
            servers = List.copyOf(servers);
        }

        private static Guests unseen(String reason) {
            return new Guests(Sight.UNKNOWN, reason, List.of());
        }
    }

    /** How far one could see. */
    public enum Sight {
        ALL_PROJECTS,
        OWN_PROJECT,
        UNKNOWN
    }

    /** Answers for one image after another. */
    interface Answers {

        /** @param glanceId null for an image that is not in Glance */
        Guests of(@Nullable String glanceId);
    }

    /** Logs in once for all images. */
    Answers ask() {
        if (!cloud.isSet()) {
            return image -> Guests.unseen("no OpenStack is set (gantry.image-builder.glance)");
        }
        try {
            Optional<NovaClient> nova = cloud.nova();
            return nova.isPresent()
                    ? image -> guests(nova.get(), image)
                    : image -> Guests.unseen("the catalogue has no public compute endpoint");
        } catch (RemoteException e) {
            return image -> Guests.unseen(e.detail());
        }
    }

    private static Guests guests(NovaClient nova, @Nullable String glanceId) {
        if (glanceId == null) {
            return Guests.unseen("the image is not in Glance");
        }
        try {
            NovaClient.Seen seen = nova.from(glanceId);
            return seen.isWhole()
                    ? new Guests(Sight.ALL_PROJECTS, null, seen.guests())
                    : new Guests(Sight.OWN_PROJECT, "the user may not list the servers of others", seen.guests());
        } catch (RemoteException e) {
            return Guests.unseen(e.detail());
        }
    }
}
