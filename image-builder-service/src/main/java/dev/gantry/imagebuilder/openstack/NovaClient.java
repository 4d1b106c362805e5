package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GuestServer;
import dev.gantry.openstack.CloudSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The compute service (Compute API v2.1), asked which servers were made from an image. */
public final class NovaClient {

    private static final CloudSession.Service COMPUTE = new CloudSession.Service("compute", "");
    private static final int FORBIDDEN = 403;

    private final CloudSession session;

    public NovaClient(CloudSession session) {
        this.session = session;
    }

    /** What was seen: {@code isOfAllProjects} tells whether it is of all projects or, for a user who may not see more, of its own. */
    public record Servers(boolean isOfAllProjects, List<GuestServer> guests) {

        public Servers {
            guests = List.copyOf(guests);
        }
    }

    /** Whether the cloud has a compute service at all. @throws RemoteException when it cannot be told */
    public boolean isThere() {
        return CloudFailures.told(() -> session.has(COMPUTE.type()));
    }

    /**
     * Servers that boot from a volume are not among them: Nova does not know their image.
     *
     * @throws RemoteException {@code nova-down} or {@code nova-refused}
     */
    public Servers from(String imageId) {
        String query = "/servers/detail?image=" + URLEncoder.encode(imageId, StandardCharsets.UTF_8);
        return CloudFailures.told(() -> {
            try {
                return new Servers(true, guests(query + "&all_tenants=1"));
            } catch (dev.gantry.openstack.RemoteException e) {
                if (e.status() != FORBIDDEN) {
                    throw e;
                }
                return new Servers(false, guests(query));
            }
        });
    }

    private List<GuestServer> guests(String query) {
        return session.list(COMPUTE, query, "servers").stream()
                .map(NovaClient::guest)
                .toList();
    }

    private static GuestServer guest(JsonNode server) {
        return new GuestServer(
                server.path("id").asText(),
                server.path("name").asText(),
                server.path("tenant_id").asText(),
                server.path("status").asText());
    }
}
