package dev.gantry.kit.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpHeaders;

/** A whole answer. {@code uri} is where it came from, after redirects. */
public record HttpResult(int status, HttpHeaders headers, byte[] body, URI uri) {

    public String text() {
        return new String(body, UTF_8);
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
