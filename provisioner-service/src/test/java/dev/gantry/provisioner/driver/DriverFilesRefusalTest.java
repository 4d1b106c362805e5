package dev.gantry.provisioner.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.kit.client.TargetPolicy;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Checksum;
import dev.gantry.simulator.DriverBundleMaker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is no driver, or may not be fetched, is named before anything reaches a host. */
class DriverFilesRefusalTest extends DriverFilesCase {

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
}
