package dev.gantry.provisioner.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Checksum;
import dev.gantry.simulator.DriverBundleMaker;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
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
    private static final long LIMIT_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private DriverFiles drivers;

    @BeforeEach
    void make() throws IOException {
        drivers = drivers(Duration.ofSeconds(60));
    }

    private DriverFiles drivers(Duration stallTimeout) throws IOException {
        return drivers(stallTimeout, TargetPolicy.of(List.of(), List.of()).withLoopback());
    }

    private DriverFiles drivers(Duration stallTimeout, TargetPolicy targets) throws IOException {
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
            assertThat(failure.detail()).contains("4 bytes came in 2 s");
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

    @Test
    void whatIsNoFileIsNamedAtOnce() throws Exception {
        // given
        Path pipe = folder.resolve("driver.run");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        // when, then
        assertThat(troubleOf(pipe.toUri().toString(), null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf(folder.toUri().toString(), null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf("file:///dev/zero", null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(troubleOf("file://elsewhere/driver.run", null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
    }

    @Test
    void targetsThatMayNotBeCalledAreNotCalled() throws Exception {
        // given
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = server("installer".getBytes(StandardCharsets.UTF_8), asked);
        server.createContext("/moved.run", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        DriverFiles strict = drivers(Duration.ofSeconds(5), TargetPolicy.of(List.of(), List.of()));

        // when
        RemoteException loopback =
                catchThrowableOfType(RemoteException.class, () -> strict.part(here + "/driver.run", null, REMOTE));
        RemoteException moved =
                catchThrowableOfType(RemoteException.class, () -> drivers.part(here + "/moved.run", null, REMOTE));
        RemoteException password = catchThrowableOfType(
                RemoteException.class, () -> drivers.part("http://me:hunter2@127.0.0.1/driver.run", null, REMOTE));
        server.stop(0);

        // then
        assertThat(List.of(loopback.reason(), moved.reason(), password.reason()))
                .containsOnly(RemoteReason.DRIVER_UNUSABLE);
        assertThat(asked).hasValue(0);
        assertThat(moved.detail()).contains("169.254.169.254");
        assertThat(password.detail()).doesNotContain("hunter2");
    }

    @Test
    void aFileLargerThanTheLimitIsRefused() throws Exception {
        // given
        HttpServer server = server(new byte[(int) LIMIT_BYTES + 1], new AtomicInteger());
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/driver.run";

        // when, then
        assertThat(troubleOf(url, null)).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        server.stop(0);
    }

    @Test
    void aPartWithOtherBytesThanTheDirectoryPromisesIsRefused() throws Exception {
        // given
        Path zip = Path.of(URI.create(zip("Host_Drivers/x.run")));
        byte[] bytes = Files.readAllBytes(zip);
        int crc = indexOfDirectory(bytes) + 16;
        bytes[crc] ^= 1;
        Files.write(zip, bytes);

        // when
        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> drivers.part(zip.toUri().toString(), null, REMOTE));

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(failure.detail()).contains("Host_Drivers/x.run", "CRC");
    }

    /** Where the first record of the directory begins: {@code PK\001\002}. */
    private static int indexOfDirectory(byte[] zip) {
        for (int at = 0; at < zip.length - 4; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                return at;
            }
        }
        throw new AssertionError("a zip without a directory");
    }

    @Test
    void ofSeveralFilesThatFitNoneIsTakenUnasked() throws Exception {
        // given
        String zip = zip("Host_Drivers/nvidia-vgpu-rhel-8.rpm", "Host_Drivers/nvidia-vgpu-rhel-9.rpm");

        // when
        RemoteException failure =
                catchThrowableOfType(RemoteException.class, () -> drivers.part(zip, null, "/opt/gantry/driver.rpm"));
        DriverFiles.Part named = drivers.part(zip, null, "/opt/gantry/nvidia-vgpu-rhel-9.rpm");

        // then
        assertThat(failure.reason()).isEqualTo(RemoteReason.DRIVER_UNUSABLE);
        assertThat(failure.detail()).contains("rhel-8.rpm", "rhel-9.rpm");
        assertThat(named.file()).exists();
    }

    private RemoteReason troubleOf(String url, String sum) {
        return catchThrowableOfType(RemoteException.class, () -> drivers.part(url, sum, REMOTE))
                .reason();
    }

    private String zip(String... entries) throws IOException {
        Path zip = Files.createTempFile(folder, "bundle", ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write('x');
            }
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
