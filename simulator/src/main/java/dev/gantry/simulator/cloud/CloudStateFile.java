package dev.gantry.simulator.cloud;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Keeps flavors, servers and disabled services in a file, as OpenStack's databases would; what is under way is not kept. */
final class CloudStateFile {
    private final Path file;
    private String kept = "";

    CloudStateFile(Path file) {
        this.file = file;
    }

    private record KeptServer(
            String id, String name, String host, String status, Map<String, String> specs, List<String> devices) {}

    private record Kept(Map<String, String> disabled, List<Map<String, Object>> flavors, List<KeptServer> servers) {}

    void keep(SimulatedNova nova) throws IOException {
        SimulatedServers servers = nova.servers();
        Kept now = new Kept(
                servers.services().disabled(),
                nova.flavors().shown(),
                servers.all().stream()
                        .map(s -> new KeptServer(s.id, s.name, s.host, s.status, s.extraSpecs, s.devices))
                        .toList());
        String text = ResponseBodies.JSON.writeValueAsString(now);
        if (!text.equals(kept)) {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            kept = text;
        }
    }

    void restore(SimulatedNova nova) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Kept then = ResponseBodies.JSON.readValue(Files.readString(file), new TypeReference<>() {});
        Map<String, ComputeHost> hosts = nova.servers().services().computeHosts();
        then.disabled().forEach((host, reason) -> {
            if (hosts.containsKey(host)) {
                nova.servers().disable(host, reason.isEmpty() ? null : reason);
            }
        });
        then.flavors().forEach(nova.flavors()::restore);
        then.servers().forEach(s -> {
            Server server = new Server(s.id(), s.name(), s.host(), s.specs());
            server.status = s.status();
            server.devices = s.devices();
            nova.servers().restore(server);
        });
    }
}
