package dev.gantry.provisioner.nova;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.client.FailureDescription;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks nova-config who holds a host's GPUs in Placement. */
@ApplicationScoped
public class AllocationsClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_CLOUD = "/problems/cloud-missing";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final PlacementCheckSettings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    AllocationsClient(PlacementCheckSettings settings) {
        this.settings = settings;
    }

    /** What nova-config said. */
    public sealed interface Result {

        /** Nobody when empty. */
        record Held(List<Holder> by) implements Result {
            public Held {
                by = List.copyOf(by);
            }
        }

        /** There is no cloud to ask. */
        record NoCloud(String why) implements Result {}

        /** It cannot say, and will not by itself: a person must mend something, or answer for the host. */
        record NotVerified(String why) implements Result {}

        /** It could not be asked; later it may. */
        record Unavailable(String why) implements Result {}
    }

    /** A guest, by its UUID and its name where known, and the resource provider it takes from, e.g. {@code computegpu007_pci_0000_81_00_4}. */
    public record Holder(String consumer, @Nullable String server, String provider) {

        /** {@code render-1 6a1f... (computegpu007_pci_0000_81_00_4)}. */
        public String words() {
            return (server == null ? "" : server + " ") + consumer + " (" + provider + ")";
        }
    }

    public Result of(String host) {
        String base = settings.url().filter(url -> !url.isBlank()).orElse("");
        if (base.isEmpty()) {
            return new Result.NoCloud("gantry.provisioner.placement-check.url is not set");
        }
        try {
            HttpRequest.Builder ask = HttpRequest.newBuilder(
                            URI.create(base.replaceAll("/+$", "") + "/v1/hosts/" + host + "/allocations"))
                    .header("Accept", "application/json")
                    .timeout(settings.timeout());
            if (settings.tokenPath().isPresent()) {
                ask.header(
                        "Authorization",
                        "Bearer " + Files.readString(settings.tokenPath().get()).strip());
            }
            return read(http.send(ask.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Result.Unavailable("stopped while nova-config was asked");
        } catch (IOException | IllegalArgumentException failed) {
            return new Result.Unavailable(
                    "nova-config at " + base + " cannot be asked: " + FailureDescription.of(failed));
        }
    }

    /** Sample: {@code {"items":[{"consumer":"6a1f...","server":"render-1","provider":"computegpu007_pci_0000_81_00_4"}],"total":1}}. */
    private static Result read(HttpResponse<String> answer) throws IOException {
        JsonNode body = answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        return switch (answer.statusCode()) {
            case OK -> {
                JsonNode items = body.path("items");
                if (!items.isArray()) {
                    yield new Result.Unavailable("what answers at " + answer.uri() + " is no list of holders");
                }
                List<Holder> holders = new ArrayList<>();
                items.forEach(one -> holders.add(new Holder(
                        one.path("consumer").asText(),
                        one.path("server").asText(null),
                        one.path("provider").asText())));
                yield new Result.Held(holders);
            }
            case NOT_FOUND, CONFLICT -> {
                String why = body.path("detail").asText("nothing is at " + answer.uri());
                yield body.path("type").asText().equals(NO_CLOUD)
                        ? new Result.NoCloud(why)
                        : new Result.NotVerified(why);
            }
            default ->
                new Result.Unavailable("nova-config answers " + answer.statusCode() + ": "
                        + body.path("detail").asText(""));
        };
    }
}
