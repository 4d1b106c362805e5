package dev.gantry.testing.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Git's smart HTTP protocol for one repository, behind basic authentication as the forges ask for it. */
public final class GitOverHttp implements AutoCloseable {

    private final HttpServer server;
    private final SelfSignedCertificate authority;
    private final Path repository;
    private final String wanted;

    public GitOverHttp(Path repository, String token) throws IOException {
        this(repository, token, HttpServer.create(anyPort(), 0), null);
    }

    public static GitOverHttp overTls(Path repository, String token, SelfSignedCertificate authority)
            throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
        return new GitOverHttp(repository, token, server, authority);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private GitOverHttp(Path repository, String token, HttpServer server, SelfSignedCertificate authority) {
        this.server = server;
        this.authority = authority;
        this.repository = repository;
        this.wanted =
                "Basic " + Base64.getEncoder().encodeToString(("token:" + token).getBytes(StandardCharsets.UTF_8));
        server.createContext("/", this::serve);
        server.start();
    }

    /** The file that a client has to trust; null without TLS. */
    public String authorities() {
        return authority == null ? null : authority.pem().toString();
    }

    public String url() {
        return (authority == null ? "http" : "https") + "://127.0.0.1:"
                + server.getAddress().getPort() + "/kayobe-config.git";
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        String path = exchange.getRequestURI().toString();
        String service = path.contains("git-receive-pack") ? "git-receive-pack" : "git-upload-pack";
        boolean refs = path.contains("/info/refs");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Repository repo = Git.open(repository.toFile()).getRepository()) {
            if (refs) {
                advertise(repo, service, out);
            } else {
                answer(repo, service, exchange, out);
            }
        }
        exchange.getResponseHeaders()
                .add("Content-Type", "application/x-" + service + (refs ? "-advertisement" : "-result"));
        exchange.sendResponseHeaders(200, out.size());
        exchange.getResponseBody().write(out.toByteArray());
        exchange.close();
    }

    private static void advertise(Repository repo, String service, ByteArrayOutputStream out) throws IOException {
        PacketLineOut lines = new PacketLineOut(out);
        lines.writeString("# service=" + service + "\n");
        lines.end();
        PacketLineOutRefAdvertiser refs = new PacketLineOutRefAdvertiser(lines);
        if (service.equals("git-receive-pack")) {
            new ReceivePack(repo).sendAdvertisedRefs(refs);
        } else {
            UploadPack pack = new UploadPack(repo);
            pack.setBiDirectionalPipe(false);
            pack.sendAdvertisedRefs(refs);
        }
    }

    private static void answer(Repository repo, String service, HttpExchange exchange, ByteArrayOutputStream out)
            throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        var in = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
        if (service.equals("git-receive-pack")) {
            ReceivePack pack = new ReceivePack(repo);
            pack.setBiDirectionalPipe(false);
            pack.receive(in, out, null);
        } else {
            UploadPack pack = new UploadPack(repo);
            pack.setBiDirectionalPipe(false);
            pack.upload(in, out, null);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
