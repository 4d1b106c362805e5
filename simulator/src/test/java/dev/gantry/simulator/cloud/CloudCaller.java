package dev.gantry.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Calls a simulated cloud as any client would. */
final class CloudCaller {
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedCloud cloud;
    private String token = "none";
    private String version = "compute 2.90";

    CloudCaller(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    record Answer(int status, JsonNode body) {}

    /** The status; with 201 what is called from now on has the token. */
    int logIn(String password) throws IOException, InterruptedException {
        Object user = Map.of("name", "gantry", "password", password);
        Object identity = Map.of("methods", java.util.List.of("password"), "password", Map.of("user", user));
        HttpResponse<String> answer = send("POST", "/v3/auth/tokens", Map.of("auth", Map.of("identity", identity)));
        answer.headers().firstValue("X-Subject-Token").ifPresent(issued -> token = issued);
        return answer.statusCode();
    }

    void asking(String microversion) {
        version = microversion;
    }

    Answer call(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body);
        return new Answer(answer.statusCode(), ResponseBodies.JSON.readTree(answer.body()));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, Map.of());
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher sent = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(ResponseBodies.JSON.writeValueAsString(body));
        return http.send(
                HttpRequest.newBuilder(URI.create(cloud.url() + path))
                        .method(method, sent)
                        .header("X-Auth-Token", token)
                        .header("OpenStack-API-Version", version)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
