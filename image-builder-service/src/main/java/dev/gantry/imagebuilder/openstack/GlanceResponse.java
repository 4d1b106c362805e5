package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gantry.imagebuilder.model.RemoteException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What Glance answered: JSON where it is some, and its words on one line, as its refusals are pages. */
record GlanceResponse(int status, JsonNode body, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode expect(GlanceResponse response) {
        if (response.status() >= 200 && response.status() < 300) {
            return response.body();
        }
        String detail = "Glance answered %d: %s".formatted(response.status(), response.text());
        throw switch (response.status()) {
            // the token came to its end on the way: the next try fetches another
            case 401 -> RemoteException.retryable("glance-unauthorized", detail);
            case 413 -> RemoteException.permanent("glance-quota", detail);
            case 429 -> RemoteException.retryable("glance-down", detail);
            default ->
                response.status() >= 500
                        ? RemoteException.retryable("glance-down", detail)
                        : RemoteException.permanent("glance-refused", detail);
        };
    }

    static JsonNode parse(String text) {
        try {
            Map<String, String> none = new HashMap<>();
            return text.isBlank() ? JSON.valueToTree(none) : JSON.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
