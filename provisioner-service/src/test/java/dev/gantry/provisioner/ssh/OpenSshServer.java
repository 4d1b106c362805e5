package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.awaitility.Awaitility;

/** The machine's own sshd on a free loopback port, with a configuration, a host key and authorized keys of its own. */
public final class OpenSshServer implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final List<String> options;
    private String fingerprint = "";
    private Process process;

    /** @param options lines of sshd_config that differ from its defaults */
    OpenSshServer(Path folder, Path clientKey, String... options) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.options = List.of(options);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Files.copy(clientKey.resolveSibling("id.pub"), folder.resolve("authorized_keys"));
        newHostKey();
        start();
    }

    /** Why it cannot run here; empty when it can. */
    static String whyNot() throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            return "SKIPPED: no " + PROGRAM + " on this machine (apt-get install openssh-server)";
        }
        if (isRoot() && !Files.isDirectory(Path.of("/run/sshd"))) {
            // Made by the service's unit, which does not run in a container.
            Files.createDirectories(
                    Path.of("/run/sshd"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return "";
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** {@code id} and {@code id.pub} in the folder. */
    public static Path clientKey(Path folder) throws Exception {
        return writeKey(SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair(), folder, "id");
    }

    private static Path writeKey(KeyPair pair, Path folder, String name) throws Exception {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "gantry", null, out);
        }
        Files.writeString(folder.resolve(name + ".pub"), PublicKeyEntry.toString(pair.getPublic()) + "\n");
        return file;
    }

    /** As after a new installation; takes effect with the next {@link #start}. */
    void newHostKey() throws Exception {
        KeyPair pair = SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
        writeKey(pair, folder, "host_key");
        fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    void start() throws Exception {
        Path configuration = Files.writeString(folder.resolve("sshd_config"), configuration());
        process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        loginUnderWay().close();
    }

    /** A connection that sshd has greeted and that counts against MaxStartups while it is open. */
    Socket loginUnderWay() {
        AtomicReference<Socket> greeted = new AtomicReference<>();
        Awaitility.await("sshd on port " + port)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    assertThat(process.isAlive()).as(() -> log()).isTrue();
                    greeted.set(greeted());
                });
        return greeted.get();
    }

    /** While sshd still clears an earlier connection away it says something else and hangs up. */
    private Socket greeted() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        try {
            socket.setSoTimeout(2000);
            assertThat(new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII))
                    .isEqualTo("SSH-2.0-");
            return socket;
        } catch (IOException | AssertionError refused) {
            socket.close();
            throw refused;
        }
    }

    private String configuration() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(options);
        lines.addAll(List.of(
                "Port " + port,
                "HostKey " + folder.resolve("host_key"),
                "PidFile " + folder.resolve("pid"),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "StrictModes no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin prohibit-password",
                "UsePAM no",
                "LogLevel VERBOSE"));
        if (lines.stream().noneMatch(line -> line.startsWith("ListenAddress"))) {
            lines.add("ListenAddress 127.0.0.1");
        }
        // From 9.8 on a failed login makes the address wait, which is all of loopback here.
        if (knows("PerSourcePenalties no")) {
            lines.add("PerSourcePenalties no");
        }
        return String.join("\n", lines) + "\n";
    }

    private boolean knows(String line) throws IOException, InterruptedException {
        Path trial =
                Files.writeString(folder.resolve("trial"), line + "\nHostKey " + folder.resolve("host_key") + "\n");
        Process tried = new ProcessBuilder(PROGRAM.toString(), "-t", "-f", trial.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return tried.waitFor() == 0;
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return "sshd wrote no log";
        }
    }

    int port() {
        return port;
    }

    String fingerprint() {
        return fingerprint;
    }

    SshTarget target() {
        return target("127.0.0.1");
    }

    SshTarget target(String address) {
        return SshTarget.of(address, port, System.getProperty("user.name"), fingerprint, null);
    }

    String asJump() {
        return System.getProperty("user.name") + "@127.0.0.1:" + port + "|" + fingerprint;
    }

    /** Ends the listener; sessions that are open stay, as with a real restart. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        stop();
    }
}
