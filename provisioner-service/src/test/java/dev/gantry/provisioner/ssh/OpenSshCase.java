package dev.gantry.provisioner.ssh;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.provisioner.model.remote.RemoteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The door against the machine's real OpenSSH server. Run by another user than root, sudo is a stand-in in sshd's PATH. */
abstract class OpenSshCase {

    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    SshHosts hosts;

    private Path key;
    private final List<OpenSshServer> servers = new ArrayList<>();

    @BeforeEach
    void door() throws Exception {
        String whyNot = OpenSshServer.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot);
        key = OpenSshServer.clientKey(folder);
        hosts = SshSettingsForTests.hosts(key);
    }

    @AfterEach
    void stop() throws Exception {
        for (OpenSshServer server : servers) {
            server.close();
        }
    }

    OpenSshServer server(String... options) throws Exception {
        List<String> lines = new ArrayList<>(List.of(options));
        if (!OpenSshServer.isRoot() && lines.stream().noneMatch(line -> line.startsWith("SetEnv"))) {
            lines.add("SetEnv PATH=" + folderWithSudo() + ":/usr/bin:/bin");
        }
        OpenSshServer server =
                new OpenSshServer(folder.resolve("sshd" + servers.size()), key, lines.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    private Path folderWithSudo() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path sudo = Files.writeString(tools.resolve("sudo"), "#!/bin/sh\nshift\nexec \"$@\"\n");
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
        return tools;
    }

    RemoteException failureOf(SshTarget target, String script) {
        return catchThrowableOfType(RemoteException.class, () -> hosts.run(target, new RemoteScript(script, SOON)));
    }

    static List<Future<CommandResult>> together(List<Callable<CommandResult>> calls) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(calls.size())) {
            return pool.invokeAll(calls);
        }
    }
}
