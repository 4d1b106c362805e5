package dev.gantry.git;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** How the repository is reached: key and pinned server for ssh, token and authorities for https, nothing for file. Read from files at each attempt. */
public final class GitAccess implements TransportConfigCallback, AutoCloseable {

    private final HttpConnectionFactory http;
    private final @Nullable SshdSessionFactory ssh;
    private final @Nullable CredentialsProvider credentials;

    private GitAccess(
            HttpConnectionFactory http, @Nullable SshdSessionFactory ssh, @Nullable CredentialsProvider credentials) {
        this.http = http;
        this.ssh = ssh;
        this.credentials = credentials;
    }

    /**
     * @param fields what the fields of the remote are called before their own names, such as {@code git.}
     * @throws UnreadableFile naming the field and the path of a file that is not there
     * @throws IOException when the server may not be called
     */
    public static GitAccess of(GitRemote remote, String fields, TargetGuard guard) throws IOException {
        readable(fields + "caPath", remote.caPath());
        readable(fields + "tokenPath", remote.tokenPath());
        readable(fields + "keyPath", remote.keyPath());
        readable(fields + "knownHosts", remote.knownHosts());
        var address = GitAddress.parse(remote.url());
        if (address.filter(uri -> !uri.getScheme().equals("file")).isPresent()) {
            guard.check(address.get());
        }
        String ca = remote.caPath();
        HttpConnectionFactory http = new GuardedConnections(guard, ca == null ? null : Path.of(ca));
        if (remote.tokenPath() != null) {
            return new GitAccess(http, null, credentials(remote.url(), Path.of(remote.tokenPath())));
        }
        return new GitAccess(http, remote.keyPath() == null ? null : sessions(remote, Path.of(remote.keyPath())), null);
    }

    private static CredentialsProvider credentials(String url, Path token) throws IOException {
        try {
            return new HostCredentials(new URIish(url), Files.readString(token).strip());
        } catch (URISyntaxException e) {
            throw new IOException("not a repository address: " + url, e);
        }
    }

    /** The one verifier: what stands in the file of known hosts, nothing is asked and nothing is learned. */
    private static SshdSessionFactory sessions(GitRemote remote, Path keyPath) {
        Path key = keyPath.toAbsolutePath();
        File knownHosts = remote.knownHosts() == null ? null : new File(remote.knownHosts());
        File home = key.resolveSibling(".").normalize().toFile();
        return new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(home)
                .setSshDirectory(home)
                .setConfigStoreFactory((h, c, u) -> null)
                .setDefaultIdentities(dir -> List.of(key))
                .setServerKeyDatabase((h, s) -> new KnownHostsFile(knownHosts))
                .build(new JGitKeyCache());
    }

    private static void readable(String field, @Nullable String path) throws UnreadableFile {
        if (path != null && !(Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path)))) {
            throw new UnreadableFile(field + " names " + path + ", which is no file that can be read here");
        }
    }

    /** A file that the settings name. */
    public static final class UnreadableFile extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableFile(String message) {
            super(message);
        }
    }

    public @Nullable CredentialsProvider credentials() {
        return credentials;
    }

    @Override
    public void configure(Transport transport) {
        if (transport instanceof SshTransport over && ssh != null) {
            over.setSshSessionFactory(ssh);
        }
        if (transport instanceof TransportHttp over) {
            over.setHttpConnectionFactory(http);
        }
    }

    @Override
    public void close() {
        if (ssh != null) {
            ssh.close();
        }
    }
}
