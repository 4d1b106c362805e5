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

    /** Who runs from an image, as far as it could be {@code scope}; {@code reason} says why not all, or nothing at all. */
    public record Guests(Scope scope, @Nullable String reason, List<GuestServer> servers) {

        public Guests {
            servers = List.copyOf(servers);
        }

        private static Guests unknown(String reason) {
            return new Guests(Scope.UNKNOWN, reason, List.of());
        }
    }

    /** How far one could see. */
    public enum Scope {
        ALL_PROJECTS,
        OWN_PROJECT,
        UNKNOWN
    }

    /** Lookup for one image after another. */
    interface Lookup {

        /** @param glanceId null for an image that is not in Glance */
        Guests of(@Nullable String glanceId);
    }

    /** Logs in once for all images. */
    Lookup connect() {
        if (!cloud.isSet()) {
            return image -> Guests.unknown("no OpenStack is set (gantry.image-builder.glance)");
        }
        try {
            Optional<NovaClient> nova = cloud.nova();
            return nova.isPresent()
                    ? image -> guests(nova.get(), image)
                    : image -> Guests.unknown("the catalogue has no public compute endpoint");
        } catch (RemoteException e) {
            return image -> Guests.unknown(e.detail());
        }
    }

    private static Guests guests(NovaClient nova, @Nullable String glanceId) {
        if (glanceId == null) {
            return Guests.unknown("the image is not in Glance");
        }
        try {
            NovaClient.Servers scope = nova.from(glanceId);
            return scope.isOfAllProjects()
                    ? new Guests(Scope.ALL_PROJECTS, null, scope.guests())
                    : new Guests(Scope.OWN_PROJECT, "the user may not list the servers of others", scope.guests());
        } catch (RemoteException e) {
            return Guests.unknown(e.detail());
        }
    }
}
