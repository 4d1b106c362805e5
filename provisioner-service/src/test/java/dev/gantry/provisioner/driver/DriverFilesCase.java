package dev.gantry.provisioner.driver;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Bundles, installers and servers for tests of {@link DriverFiles}. */
abstract class DriverFilesCase {

    static final String REMOTE = "/opt/gantry/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run";
    static final long LIMIT_BYTES = 1 << 20;

    @TempDir
    Path folder;

    DriverFiles drivers;

    @BeforeEach
    void make() throws IOException {
        drivers = drivers(Duration.ofSeconds(60));
    }

    DriverFiles drivers(Duration stallTimeout) throws IOException {
        return drivers(stallTimeout, TargetPolicy.of(List.of(), List.of()).withLoopback());
    }

    DriverFiles drivers(Duration stallTimeout, TargetPolicy targets) throws IOException {
        ChecksumCache sums = new ChecksumCache();
        DriverSettings settings = new DriverSettings() {
            @Override
            public Duration stallTimeout() {
                return stallTimeout;
            }

            @Override
            public Duration downloadTimeout() {
                return Duration.ofMinutes(1);
            }

            @Override
            public MemorySize limit() {
                return new MemorySize(BigInteger.valueOf(LIMIT_BYTES));
            }
        };
        DriverDownload download = new DriverDownload(settings, sums, OutgoingHttp.trusting(Optional.empty()), targets);
        return new DriverFiles(folder.resolve("data"), download, sums, settings);
    }

    RemoteReason troubleOf(String url, String sum) {
        return catchThrowableOfType(RemoteException.class, () -> drivers.part(url, sum, REMOTE))
                .reason();
    }

    String zip(String... entries) throws IOException {
        Path zip = Files.createTempFile(folder, "bundle", ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write('x');
            }
        }
        return zip.toUri().toString();
    }

    static HttpServer server(byte[] content, AtomicInteger asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/driver.run", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/driver.run");
            if (known) {
                asked.incrementAndGet();
            }
            exchange.sendResponseHeaders(known ? 200 : 404, known ? content.length : -1);
            if (known) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
        return server;
    }
}
