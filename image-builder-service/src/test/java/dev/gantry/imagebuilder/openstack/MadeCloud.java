package dev.gantry.imagebuilder.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gantry.openstack.CloudOptions;
import dev.gantry.openstack.CloudSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keystone, Glance and Nova as far as images need them, with state, their paths, status codes and error bodies. */
public final class MadeCloud implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final Map<String, ObjectNode> images = new TreeMap<>();
    public final Map<String, List<String>> members = new ConcurrentHashMap<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<JsonNode> logins = new CopyOnWriteArrayList<>();

    /** Servers by their id, each with the id of its image; a page of Nova's list holds two. */
    public final Map<String, String> servers = new TreeMap<>();

    /** Whether the user may see the servers of all projects. */
    public volatile boolean isAdministrator = true;

    /** As Glance does, an id is given once. */
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    /** Answers instead of what would be: {@code "POST /v2/images"} to a status. */
    public final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    /** The same for the first such call alone. */
    public final Map<String, Integer> firstRefusals = new ConcurrentHashMap<>();

    private final HttpServer server;

    public MadeCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A login by password that has not been used yet. */
    CloudSession session() {
        return session(Map.of("username", "gantry", "password", "s3cret", "project_name", "images"), "/v3", Map.of());
    }

    /** @param path what follows the address of Keystone */
    CloudSession session(Map<String, String> auth, String path, Map<String, String> more) {
        Map<String, Object> options = new TreeMap<>(more);
        Map<String, Object> all = new TreeMap<>(auth);
        all.put("auth_url", url() + path);
        options.put("auth", all);
        options.put("region_name", "RegionOne");
        return new CloudSession(new CloudOptions("test", Path.of("")).read("site", options));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        String call = exchange.getRequestMethod() + " " + path;
        calls.add(call);
        Integer first = firstRefusals.remove(call);
        Integer refused = first == null ? refusals.get(call) : first;
        if (refused != null) {
            say(
                    exchange,
                    refused,
                    "<html><head><title>%d</title></head><body>Quota or policy</body></html>".formatted(refused));
        } else if (path.equals("/v3/auth/tokens")) {
            login(exchange, JSON.readTree(body));
        } else if (!"gAAAA-token".equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            say(
                    exchange,
                    401,
                    "{\"error\": {\"message\": \"The request you have made requires authentication.\", \"code\":"
                            + " 401}}");
        } else if (path.startsWith("/compute/v2.1/servers/detail?")) {
            servers(exchange, path);
        } else {
            image(exchange, path.split("[/?]"), body);
        }
    }

    private void servers(HttpExchange exchange, String path) throws IOException {
        boolean isAll = path.contains("all_tenants=1");
        if (isAll && !isAdministrator) {
            say(
                    exchange,
                    403,
                    "{\"forbidden\": {\"code\": 403, \"message\": \"Policy doesn't allow"
                            + " os_compute_api:servers:detail:get_all_tenants to be performed.\"}}");
            return;
        }
        String image = path.replaceFirst(".*image=([^&]*).*", "$1");
        String after = path.contains("marker=") ? path.replaceFirst(".*marker=([^&]*).*", "$1") : "";
        List<String> ids = servers.keySet().stream()
                .filter(id -> servers.get(id).equals(image) && id.compareTo(after) > 0)
                .filter(id -> isAll || id.contains("ours"))
                .toList();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode page = answer.putArray("servers");
        ids.stream().limit(2).forEach(id -> page.addObject()
                .put("id", id)
                .put("name", "vm-" + id)
                .put("tenant_id", "research")
                .put("status", "ACTIVE"));
        if (ids.size() > 2) {
            answer.putArray("servers_links")
                    .addObject()
                    .put("rel", "next")
                    .put(
                            "href",
                            "http://192.0.2.9/servers/detail?image=%s%s&marker=%s"
                                    .formatted(image, isAll ? "&all_tenants=1" : "", ids.get(1)));
        }
        say(exchange, 200, answer.toString());
    }

    private void login(HttpExchange exchange, JsonNode body) throws IOException {
        logins.add(body);
        if (body.toString().contains("wrong")) {
            say(exchange, 401, "{\"error\": {\"code\": 401, \"title\": \"Unauthorized\"}}");
            return;
        }
        exchange.getResponseHeaders().add("X-Subject-Token", "gAAAA-token");
        say(exchange, 201, """
            {"token": {"catalog": [{"type": "image", "name": "glance", "endpoints": [
              {"interface": "internal", "region": "RegionOne", "url": "http://192.0.2.1:9292"},
              {"interface": "public", "region": "RegionTwo", "url": "http://192.0.2.2:9292"},
              {"interface": "public", "region": "RegionOne", "url": "%1$s/v2/"}]},
              {"type": "compute", "name": "nova", "endpoints": [
              {"interface": "public", "region": "RegionOne", "url": "%1$s/compute/v2.1/"}]}]}}\
            """.formatted(url()));
    }

    private void image(HttpExchange exchange, String[] path, byte[] body) throws IOException {
        String method = exchange.getRequestMethod();
        if (path.length > 3 && !path[3].contains("=") && !images.containsKey(path[3])) {
            say(exchange, 404, "<html><body>No image found with ID %s</body></html>".formatted(path[3]));
        } else if (path.length > 4 && path[4].equals("members")) {
            member(exchange, path, body);
        } else if (method.equals("DELETE")) {
            images.remove(path[3]);
            deleted.add(path[3]);
            say(exchange, 204, "");
        } else if (path.length > 4) {
            ObjectNode image = images.get(path[3]);
            image.put("status", "active").put("size", body.length).put("os_hash_algo", "sha512");
            image.put("os_hash_value", HexFormat.of().formatHex(sha512(body)));
            say(exchange, 204, "");
        } else if (method.equals("PATCH")) {
            JSON.readTree(body).forEach(c -> change(images.get(path[3]), c));
            say(exchange, 200, images.get(path[3]).toString());
        } else if (method.equals("POST")) {
            ObjectNode image = (ObjectNode) JSON.readTree(body);
            String id = image.path("id").asText();
            if (images.containsKey(id) || deleted.contains(id)) {
                say(exchange, 409, "<html><body>Image ID %s already exists!</body></html>".formatted(id));
                return;
            }
            image.put("status", "queued").put("owner", "ours");
            images.put(id, image);
            say(exchange, 201, image.toString());
        } else if (path.length > 3 && !path[3].contains("=")) {
            say(exchange, 200, images.get(path[3]).toString());
        } else {
            ArrayNode all = JSON.createArrayNode();
            String name = path[3].replaceFirst(".*name=", "");
            images.values().stream()
                    .filter(i -> i.path("name").asText().equals(name)
                            && !i.path("os_hidden").asBoolean())
                    .forEach(all::add);
            say(exchange, 200, JSON.createObjectNode().set("images", all).toString());
        }
    }

    private static void change(ObjectNode image, JsonNode change) {
        String name = change.path("path").asText().substring(1);
        if (change.path("op").asText().equals("remove")) {
            image.remove(name);
        } else {
            image.set(name, change.path("value"));
        }
    }

    private void member(HttpExchange exchange, String[] path, byte[] body) throws IOException {
        List<String> present = members.computeIfAbsent(path[3], id -> new CopyOnWriteArrayList<>());
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                ArrayNode all = JSON.createArrayNode();
                present.forEach(m -> all.addObject().put("member_id", m).put("status", "pending"));
                say(exchange, 200, JSON.createObjectNode().set("members", all).toString());
            }
            case "POST" -> {
                String member = JSON.readTree(body).path("member").asText();
                boolean isThere = present.contains(member);
                if (!isThere) {
                    present.add(member);
                }
                say(exchange, isThere ? 409 : 200, "{\"member_id\": \"%s\"}".formatted(member));
            }
            default -> {
                present.remove(path[5]);
                say(exchange, 204, "");
            }
        }
    }

    private static byte[] sha512(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
