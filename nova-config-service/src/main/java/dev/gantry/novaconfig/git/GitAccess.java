package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.model.settings.GitTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** How the repository is reached: key and pinned server for ssh, token and authorities for https, nothing for file. Read from files at each attempt. */
final class GitAccess implements TransportConfigCallback, AutoCloseable {

    private final @Nullable SshdSessionFactory ssh;
    private final @Nullable CredentialsProvider credentials;
    private final @Nullable HttpConnectionFactory https;

    private GitAccess(
            @Nullable SshdSessionFactory ssh,
            @Nullable CredentialsProvider credentials,
            @Nullable HttpConnectionFactory https) {
        this.ssh = ssh;
        this.credentials = credentials;
        this.https = https;
    }

    /** @throws UnreadableFile naming the setting and the path of a file that is not there */
    static GitAccess of(GitTarget target) throws IOException {
        readable("caPath", target.caPath());
        readable("tokenPath", target.tokenPath());
        readable("keyPath", target.keyPath());
        readable("knownHosts", target.knownHosts());
        HttpConnectionFactory https =
                target.caPath() == null ? null : new TrustedHttpsConnections(Path.of(target.caPath()));
        if (target.tokenPath() != null) {
            String token = Files.readString(Path.of(target.tokenPath())).strip();
            return new GitAccess(null, new UsernamePasswordCredentialsProvider("token", token), https);
        }
        if (target.keyPath() == null) {
            return new GitAccess(null, null, https);
        }
        Path key = Path.of(target.keyPath()).toAbsolutePath();
        File knownHosts = target.knownHosts() == null ? null : new File(target.knownHosts());
        File home = key.resolveSibling(".").normalize().toFile();
        // The one verifier: what stands in the file of known hosts, nothing is asked and nothing is learned.
        SshdSessionFactory factory = new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(home)
                .setSshDirectory(home)
                .setConfigStoreFactory((h, c, u) -> null)
                .setDefaultIdentities(dir -> List.of(key))
                .setServerKeyDatabase((h, s) -> new KnownHostsFile(knownHosts))
                .build(new JGitKeyCache());
        return new GitAccess(factory, null, null);
    }

    private static void readable(String setting, @Nullable String path) throws UnreadableFile {
        if (path != null && !(Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path)))) {
            throw new UnreadableFile("git." + setting + " names " + path + ", which is no file that can be read here");
        }
    }

    /** A file that the settings name. */
    static final class UnreadableFile extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableFile(String message) {
            super(message);
        }
    }

    @Nullable
    CredentialsProvider credentials() {
        return credentials;
    }

    @Override
    public void configure(Transport transport) {
        if (transport instanceof SshTransport over && ssh != null) {
            over.setSshSessionFactory(ssh);
        }
        if (transport instanceof TransportHttp over && https != null) {
            over.setHttpConnectionFactory(https);
        }
    }

    @Override
    public void close() {
        if (ssh != null) {
            ssh.close();
        }
    }
}
