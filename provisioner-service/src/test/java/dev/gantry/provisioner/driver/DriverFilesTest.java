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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DriverFilesTest extends DriverFilesCase {

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
}
