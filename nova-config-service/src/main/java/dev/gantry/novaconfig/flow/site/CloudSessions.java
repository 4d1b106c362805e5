package dev.gantry.novaconfig.flow.site;

import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.model.settings.SettingsDocument.CloudAccess;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.openstack.RemoteException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Opens a login at the site's cloud; the credentials are read from their file each time and kept nowhere else. */
@ApplicationScoped
public class CloudSessions {

    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int CONFLICT = 409;

    private final SiteQueries site;

    CloudSessions(SiteQueries site) {
        this.site = site;
    }

    public boolean isSet() {
        return site.stored().document().openstack() != null;
    }

    /** @throws RemoteException when the credentials cannot be read */
    public CloudSession open() {
        CloudAccess access = site.stored().document().openstack();
        if (access == null) {
            throw Problem.of(
                            409,
                            "cloud-missing",
                            "No cloud",
                            "The settings name no cloud; add 'openstack' with PUT /v1/settings.")
                    .asException();
        }
        return new CloudSession(CloudsYaml.read(Path.of(access.cloudsFile()), access.cloud()));
    }

    /** For a person who waits: what OpenStack refused becomes a problem that quotes it. */
    public static <T> T reporting(Supplier<T> work) {
        try {
            return work.get();
        } catch (RemoteException e) {
            throw problem(e).asException();
        }
    }

    public static Problem problem(RemoteException e) {
        int status = e.retryable() ? UNAVAILABLE : e.status() == CONFLICT ? CONFLICT : BAD_GATEWAY;
        return Problem.of(status, "openstack-refused", "OpenStack refused", e.said())
                .with("service", e.service())
                .with("answered", e.status());
    }
}
