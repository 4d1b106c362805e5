package dev.gantry.imagebuilder.dib;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.client.HttpResult;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Where Git may be sent: to what callers may name, and after a redirect only to where that leads and is allowed too. */
final class GitAddresses {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final String REFS = "/info/refs";

    private final OutgoingHttp http;

    GitAddresses(OutgoingHttp http) {
        this.http = http;
    }

    /** @throws RemoteException {@code git-refused}, or {@code git-unreachable} where its name is not known */
    String resolve(GitElements elements) {
        URI address = elements.mayBeGivenToGit() ? elements.address().orElse(null) : null;
        if (address == null) {
            throw RemoteException.permanent(
                    "git-refused",
                    "%s at %s is no address and version that Git may be given; correct the image's gitElements"
                            .formatted(elements.repo(), elements.version()));
        }
        try {
            return switch (address.getScheme()) {
                case "file" -> elements.repo();
                case "http", "https" -> afterRedirects(elements.repo());
                default -> {
                    http.requireAllowed(address);
                    yield elements.repo();
                }
            };
        } catch (TargetRefusedException e) {
            throw RemoteException.permanent("git-refused", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw RemoteException.retryable("git-unreachable", elements.repo() + ": " + FailureDescription.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.retryable("git-unreachable", elements.repo() + ": stopped while it was asked", e);
        }
    }

    /** Git itself follows none, since it would not ask whether it may. What is wrong otherwise, Git says better. */
    private String afterRedirects(String repo) throws IOException, InterruptedException {
        String base = repo.replaceFirst("/+$", "");
        HttpRequest ask = HttpRequest.newBuilder(URI.create(base + REFS + "?service=git-upload-pack"))
                .build();
        HttpResult result = http.send(ask, WITHIN, LONGEST_ANSWER);
        URI end = result.uri();
        boolean isMoved = !end.equals(ask.uri()) && end.getPath().endsWith(REFS);
        return isMoved
                ? end.getScheme() + "://" + end.getRawAuthority()
                        + end.getRawPath().substring(0, end.getRawPath().length() - REFS.length())
                : repo;
    }
}
