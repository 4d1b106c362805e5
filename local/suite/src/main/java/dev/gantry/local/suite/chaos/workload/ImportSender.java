package dev.gantry.local.suite.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.local.suite.launcher.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Imports one configuration again and again with another address: six hundred hosts, so that each is a job. */
public final class ImportSender implements Workload {
    private static final int ADDRESSES = 250;

    private final RecordingClient caller;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private int number;
    private @Nullable String open;

    public ImportSender(RecordingClient caller) {
        this.caller = caller;
    }

    @Override
    public String name() {
        return "imports";
    }

    /** The ids of the operations that were accepted. */
    public Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    @Override
    public void step(boolean isSettling) {
        String waited = open;
        if (waited != null) {
            caller.read(Service.INVENTORY, "/v1/operations/" + waited).ifPresent(read -> {
                if (!Set.of("WAITING", "RUNNING")
                        .contains(read.json().path("state").asText())) {
                    open = null;
                }
            });
        } else if (!isSettling) {
            send();
        }
    }

    private void send() {
        byte[] packed = pack(++number);
        Map<String, String> headers = Map.of("Content-Type", "application/gzip", "Accept", "application/json");
        caller.call(Service.INVENTORY, api -> api.post("/v1/imports", packed, headers))
                .filter(answer -> !answer.isProblem())
                .map(answer -> answer.json().path("id"))
                .filter(JsonNode::isTextual)
                .ifPresent(id -> {
                    open = id.asText();
                    accepted.add(id.asText());
                });
    }

    private static byte[] pack(int number) {
        String hosts = """
            [compute_paper]
            imported-[000:599] ansible_host=192.0.2.%d
            """.formatted(1 + number % ADDRESSES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            byte[] content = hosts.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("inventory/hosts");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack an inventory", e);
        }
        return bytes.toByteArray();
    }
}
