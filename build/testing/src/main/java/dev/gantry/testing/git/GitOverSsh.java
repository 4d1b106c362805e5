package dev.gantry.testing.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** A real SSH server that serves one repository, with git's own protocol. */
public final class GitOverSsh implements AutoCloseable {

    private volatile PreReceiveHook hook = PreReceiveHook.NULL;

    /** As a hook on the server does: nothing is taken, and these words are sent. */
    public void refuse(String words) {
        hook = (pack, commands) -> {
            pack.sendMessage(words);
            commands.forEach(
                    c -> c.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "pre-receive hook declined"));
        };
    }

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path key;
    private final Path knownHosts;

    public GitOverSsh(Path base, Path repository) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair host = generator.generateKeyPair();
        KeyPair login = generator.generateKeyPair();
        key = base.resolve("ssh/id");
        Files.createDirectories(key.getParent());
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "test", null, out);
        }
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator((user, shown, session) -> KeyUtils.compareKeys(shown, login.getPublic()));
        server.setCommandFactory((channel, command) -> new Pack(command, repository));
        server.start();
        knownHosts = base.resolve("ssh/known_hosts");
        Files.writeString(
                knownHosts, "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
    }

    public Path knownHosts() {
        return knownHosts;
    }

    /** The private key that logs in. */
    public Path key() {
        return key;
    }

    public String url() {
        return "ssh://git@127.0.0.1:" + server.getPort() + "/kayobe-config.git";
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Pack implements Command {
        private final String command;
        private final Path repository;
        private InputStream in;
        private OutputStream out;
        private OutputStream err;
        private ExitCallback exit;

        Pack(String command, Path repository) {
            this.command = command;
            this.repository = repository;
        }

        @Override
        public void start(ChannelSession channel, Environment env) {
            Thread.ofVirtual().start(() -> {
                try (Repository repo = Git.open(repository.toFile()).getRepository()) {
                    if (command.startsWith("git-upload-pack")) {
                        new UploadPack(repo).upload(in, out, err);
                    } else {
                        ReceivePack pack = new ReceivePack(repo);
                        pack.setPreReceiveHook(hook);
                        pack.receive(in, out, err);
                    }
                    exit.onExit(0);
                } catch (Exception e) {
                    exit.onExit(
                            1, new String(String.valueOf(e).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
                }
            });
        }

        @Override
        public void destroy(ChannelSession channel) {
            // ends with its streams
        }

        @Override
        public void setInputStream(InputStream in) {
            this.in = in;
        }

        @Override
        public void setOutputStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void setErrorStream(OutputStream err) {
            this.err = err;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            this.exit = callback;
        }
    }
}
