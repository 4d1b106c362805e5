package dev.gantry.provisioner.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Checksum;
import dev.gantry.simulator.DriverBundleMaker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverFilesTest {

    private static final String REMOTE = "/opt/gantry/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run";

    @TempDir
    Path folder;

    private DriverFiles drivers;

    @BeforeEach
    void make() throws IOException {
        drivers = drivers(Duration.ofSeconds(60));
    }

    private DriverFiles drivers(Duration stallTimeout) throws IOException {
        ChecksumCache sums = new ChecksumCache();
        DriverSettings settings = new DriverSettings() {
            @Override
            public Optional<Path> caPath() {
                return Optional.empty();
            }

            @Override
            public Duration stallTimeout() {
                return stallTimeout;
            }
        };
        return new DriverFiles(folder.resolve("data"), new DriverDownload(settings, sums), sums);
    }

    @Test
    void takesTheHostPartOutOfTheBundle() throws Exception {
        // given
        Path bundle = DriverBundleMaker.make(folder.resolve("bundles"));

        // when
        DriverFiles.Part part = drivers.part(bundle.toUri().toString(), Checksum.of(bundle), REMOTE);

        // then
        assertThat(Files.readString(part.file())).isEqualTo(DriverBundleMaker.installer("525.105.14"));
        assertThat(part.sha256()).isEqualTo(Checksum.of(part.file()));
    }

    @Test
    void takesABareInstallerAsItIs() throws Exception {
        // given
        Path run = Files.writeString(folder.resolve("driver.run"), "#!/bin/sh\n");

        // when
        DriverFiles.Part part = drivers.part(run.toUri().toString(), null, REMOTE);

        // then
        assertThat(part.file()).hasSameBinaryContentAs(run);
    }

    @Test
    void fetchesOnceWhatItHasProven() throws Exception {
        // given
        byte[] content = "installer".getBytes(StandardCharsets.UTF_8);
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = server(content, asked);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/driver.run";
        String sum = Checksum.of("installer");

        // when
        drivers.part(url, sum, REMOTE);
        DriverFiles.Part part = drivers.part(url, sum, REMOTE);
        RemoteReason missing = troubleOf(url + "/missing", null);
        server.stop(0);
        RemoteReason gone = troubleOf(url + "/gone", null);

        // then
        assertThat(part.file()).hasBinaryContent(content);
        assertThat(asked).hasValue(1);
        assertThat(missing).isEqualTo(RemoteReason.DRIVER_UNREACHABLE);
        assertThat(gone).isEqualTo(RemoteReason.DRIVER_SERVER_AWAY);
    }

    @Test
    void aServerThatFallsSilentInTheMiddleIsGivenUp() throws Exception {
        // given
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHalf(server));

            // when
            RemoteException failure = catchThrowableOfType(RemoteException.class, () -> drivers(Duration.ofSeconds(2))
                    .part("http://127.0.0.1:" + server.getLocalPort() + "/driver.run", null, REMOTE));

            // then
            assertThat(failure.reason()).isEqualTo(RemoteReason.DRIVER_SERVER_AWAY);
            assertThat(failure.detail()).contains("nothing more came").contains("after 4 bytes");
        }
    }

    private static void answerHalf(ServerSocket server) {
        try (Socket caller = server.accept()) {
            String half = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf";
            caller.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            caller.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // the test is over
        }
    }

    @Test
    void aFileThatWasReplacedIsReadAgain() throws Exception {
        // given
        Path run = Files.writeString(folder.resolve("driver.run"), "one");
        String first = drivers.part(run.toUri().toString(), null, REMOTE).sha256();

        // when
        Files.writeString(run, "another");
        String second = drivers.part(run.toUri().toString(), null, REMOTE).sha256();

        // then
        assertThat(List.of(first, second)).containsExactly(Checksum.of("one"), Checksum.of("another"));
    }

    @Test
    void anotherChecksumIsNamedBeforeAnythingIsUnpacked() throws Exception {
        // given
        Path bundle = DriverBundleMaker.make(folder.resolve("bundles"));

        // when
        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> drivers.part(bundle.toUri().toString(), "a".repeat(64), REMOTE));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.DRIVER_CHECKSUM_MISMATCH);
        assertThat(failure.detail()).contains("a".repeat(64)).contains(Checksum.of(bundle));
        try (var files = Files.walk(folder.resolve("data"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aBundleThatLeadsOutsideOrHoldsNoDriverIsRefused() throws Exception {
        assertThat(troubleOf(zip("../../etc/passwd"), null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf(zip("/etc/passwd"), null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf(zip("Guest_Drivers/x.run"), null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf("ftp://example.org/x.zip", null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf("file:///no/such/file.zip", null)).isEqualTo(RemoteReason.DRIVER_UNREACHABLE);
    }

    private RemoteReason troubleOf(String url, String sum) {
        return catchThrowableOfType(RemoteException.class, () -> drivers.part(url, sum, REMOTE))
                .reason();
    }

    private String zip(String entry) throws IOException {
        Path zip = Files.createTempFile(folder, "bundle", ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write('x');
        }
        return zip.toUri().toString();
    }

    private static HttpServer server(byte[] content, AtomicInteger asked) throws IOException {
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
