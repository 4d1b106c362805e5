package dev.gantry.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceProxyTest {
    private RunningConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new RunningConsole();
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
    }

    @Test
    void passesTheCallOnWithTheCallersToken() throws Exception {
        // given
        Router router = console.router();
        router.get("/v1/runs").handler(r -> r.response()
                .putHeader("ETag", "\"7\"")
                .end(r.request().getHeader("Authorization") + " " + r.request().query()));
        console.service("provisioner", router);
        // when
        HttpResponse<String> answer = console.get("/provisioner/v1/runs?host=a%2Fb", "Authorization", "Bearer t");
        // then
        assertThat(answer.body()).isEqualTo("Bearer t host=a%2Fb");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
    }

    @Test
    void passesBodiesAndRefusalsOn() throws Exception {
        // given
        Router router = console.router();
        router.route().handler(BodyHandler.create());
        router.post("/v1/flavors/apply").handler(r -> r.response()
                .setStatusCode(409)
                .putHeader("Content-Type", "application/problem+json")
                .end("{\"sent\":" + r.body().asString() + "}"));
        console.service("nova-config", router);
        HttpRequest request = HttpRequest.newBuilder(console.uri("/nova-config/v1/flavors/apply"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"digest\":\"d\"}"))
                .build();
        // when
        HttpResponse<String> answer = console.send(request, HttpResponse.BodyHandlers.ofString());
        // then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"sent\":{\"digest\":\"d\"}}");
    }

    @Test
    void aStreamComesAsItIsWrittenAndEndsWithItsReader() throws Exception {
        // given
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Router router = console.router();
        router.get("/v1/builds/b/log").handler(r -> {
            r.response().closeHandler(end -> gone.complete(null));
            r.response()
                    .putHeader("Content-Type", "text/event-stream")
                    .setChunked(true)
                    .write("data: one\n\n");
        });
        console.service("image-builder", router);
        HttpRequest request = HttpRequest.newBuilder(console.uri("/image-builder/v1/builds/b/log"))
                .build();
        // when
        try (InputStream stream =
                console.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            // then
            assertThat(lines.readLine()).isEqualTo("data: one");
        }
        gone.get(10, TimeUnit.SECONDS);
    }

    @Test
    void saysThatAServiceIsOutOfReach() throws Exception {
        // given
        console.nobodyAt("provisioner");
        // when
        HttpResponse<String> answer = console.get("/provisioner/v1/runs");
        // then
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("/problems/service-unreachable", "provisioner gave no answer");
    }

    @Test
    void reachesNothingButTheApi() throws Exception {
        // given
        Router router = console.router();
        router.route().handler(r -> r.response().end("inside"));
        console.service("provisioner", router);
        // when then
        for (String path : new String[] {"/provisioner/q/metrics", "/provisioner/v1/../q/metrics", "/provisioner/"}) {
            assertThat(console.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
