package dev.gantry.openstack;

import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.client.HttpResult;
import dev.gantry.kit.client.OutgoingHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Single calls of a cloud: each with a deadline over its whole length, and each failure told by what a person can do about it. */
final class CloudHttp {

    private static final int LONGEST_BODY = 64 * 1024 * 1024;
    private static final int UNUSABLE = 400;

    private final OutgoingHttp http;

    /** @throws RemoteException when the cloud's authorities cannot be read */
    CloudHttp(Cloud cloud) {
        this.http = CloudHttpClients.client(cloud);
    }

    static HttpRequest.Builder request(String service, String url) {
        try {
            return HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json");
        } catch (IllegalArgumentException e) {
            throw new RemoteException(UNUSABLE, service, url + " is no address: " + e.getMessage());
        }
    }

    HttpResult exchange(String service, HttpRequest request, Duration within) {
        String where = request.uri().getAuthority();
        try {
            return http.send(request, within, LONGEST_BODY);
        } catch (IOException e) {
            if (FailureDescription.isDistrust(e)) {
                throw new RemoteException(
                        UNUSABLE,
                        service,
                        where + " is not trusted: " + e.getMessage()
                                + "; name the authorities of its certificate by cacert in clouds.yaml, or by"
                                + " GANTRY_CA_FILE");
            }
            throw new RemoteException(0, service, where + " does not answer: " + FailureDescription.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(0, service, "stopped while waiting for " + where);
        }
    }
}
