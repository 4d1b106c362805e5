package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutsTest {

    @TempDir
    Path folder;

    private final GitCheckouts git = new GitCheckouts(
            OutgoingHttp.over(HttpClient.newHttpClient())
                    .heldAgainst(TargetPolicy.of(List.of(), List.of()).withLoopback())
                    .following(2),
            Clock.systemUTC(),
            Duration.ZERO);

    @Test
    void anUnreachableRepositoryIsWorthAnotherTryAndNamed() {
        GitElements elements = new GitElements("file://" + folder.resolve("none"), null, "main", null);

        assertThatThrownBy(() -> git.commit(elements)).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.reason()).isEqualTo("git-unreachable");
            assertThat(e.detail()).contains(folder.resolve("none").toString());
            assertThat(e.isRetryable()).isTrue();
        });
    }

    @Test
    void aBranchThatIsNotThereIsNamed() {
        Path repository = folder.resolve("elements");
        ProgramRunner.run(Duration.ofSeconds(20), List.of("git", "init", "-q", repository.toString()));
        GitElements elements = new GitElements("file://" + repository, null, "no-such-branch", null);

        assertThatThrownBy(() -> git.commit(elements)).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.reason()).isEqualTo("git-version-unknown");
            assertThat(e.detail()).contains("no-such-branch");
        });
    }

    @Test
    void addressThatIsAProgramIsNeverGivenToGit() {
        // given: as a definition stored before such addresses were refused
        Path mark = folder.resolve("mark");
        GitElements elements = new GitElements("ext::touch " + mark, null, "main", null);

        // when / then
        assertThatThrownBy(() -> git.commit(elements)).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.reason()).isEqualTo("git-refused");
            assertThat(e.isRetryable()).isFalse();
        });
        assertThatThrownBy(() -> git.checkOut(elements, "0".repeat(40), folder.resolve("out")))
                .hasMessageContaining("gitElements");
        assertThat(mark).doesNotExist();
    }

    @Test
    void redirectLeadsToNoPlaceThatMayNotBeCalled() throws IOException {
        // given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254" + exchange.getRequestURI());
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/elements.git";

        // when / then
        try {
            assertThatThrownBy(() -> git.commit(new GitElements(url, null, "main", null)))
                    .isInstanceOfSatisfying(RemoteException.class, e -> {
                        assertThat(e.reason()).isEqualTo("git-refused");
                        assertThat(e.detail()).contains("169.254.169.254");
                    });
            assertThatThrownBy(() -> git.commit(new GitElements("ssh://git@169.254.169.254/a.git", null, "main", null)))
                    .hasMessageContaining("169.254.169.254");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void commitOfABranchIsFoundAndCheckedOut() throws IOException {
        // given
        Path repository = folder.resolve("elements");
        run("git", "init", "-q", "-b", "main", repository.toString());
        Files.writeString(repository.resolve("README"), "elements");
        run("git", "-C", repository.toString(), "add", ".");
        run("git", "-C", repository.toString(), "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");
        GitElements elements = new GitElements("file://" + repository, null, "main", null);

        // when
        String commit = git.commit(elements);
        Path out = git.checkOut(elements, commit, folder.resolve("out"));

        // then
        assertThat(commit).matches("[0-9a-f]{40}");
        assertThat(out.resolve("README")).hasContent("elements");
    }

    private static void run(String... command) {
        assertThat(ProgramRunner.run(Duration.ofSeconds(20), List.of(command)).isOk())
                .isTrue();
    }
}
