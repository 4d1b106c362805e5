package dev.gantry.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.testing.git.BareRepository;
import dev.gantry.testing.git.GitOverHttp;
import dev.gantry.testing.git.GitOverSsh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitMirrorTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    @TempDir
    Path temp;

    BareRepository remote;

    @BeforeEach
    void makeRemote() throws Exception {
        remote = new BareRepository(temp);
    }

    private GitMirror fetched(GitRemote from, TargetGuard guard) throws Exception {
        try (GitAccess access = GitAccess.of(from, "", guard)) {
            return GitMirror.fetch(temp.resolve("mirror"), from, "main", access, WITHIN);
        }
    }

    private GitMirror fetched() throws Exception {
        return fetched(file(), TargetGuard.NONE);
    }

    private GitRemote file() {
        return new GitRemote(remote.url(), null, null, null, null);
    }

    private static Map<String, String> read(GitMirror mirror, String folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        boolean isThere = mirror.read(mirror.newest().id(), folder, new GitMirror.Visitor() {
            @Override
            public boolean takes(String path, long size) {
                return size < 100;
            }

            @Override
            public void file(String path, byte[] content) {
                files.put(path, new String(content, java.nio.charset.StandardCharsets.UTF_8));
            }

            @Override
            public void symbolicLink(String path, String target) {
                files.put(path, "-> " + target);
            }

            @Override
            public boolean hasRoom() {
                return true;
            }
        });
        assertThat(isThere).isTrue();
        return files;
    }

    @Test
    void readsTheFilesOfAFolderWithoutAWorkTree() throws Exception {
        // given
        remote.commit(
                "layout",
                Map.of("etc/kayobe/inventory/hosts", "[compute]\n", "etc/kayobe/large", "x".repeat(100), "other", "o"));
        // when
        try (GitMirror mirror = fetched()) {
            // then
            assertThat(read(mirror, "etc/kayobe")).containsExactly(Map.entry("inventory/hosts", "[compute]\n"));
            assertThat(mirror.newest().subject()).isEqualTo("layout");
            assertThat(mirror.newest().author()).isEqualTo("Operator <operator@example.org>");
            assertThat(temp.resolve("mirror/etc")).doesNotExist();
        }
    }

    @Test
    void knowsWhatCameAfterACommit() throws Exception {
        // given
        String first = remote.head().name();
        remote.commit("second", Map.of("a", "1"));
        remote.commit("third", Map.of("a", "2"));
        // when
        try (GitMirror mirror = fetched()) {
            // then
            assertThat(mirror.contains(first)).isTrue();
            assertThat(mirror.contains("0123456789012345678901234567890123456789"))
                    .isFalse();
            assertThat(mirror.since(first, 10).orElseThrow())
                    .extracting(Commit::subject)
                    .containsExactly("second", "third");
            assertThat(mirror.since(first, 1)).isEmpty();
        }
    }

    @Test
    void historyThatWasReplacedHoldsTheOldCommitNoMore() throws Exception {
        // given
        String first = remote.head().name();
        remote.commit("second", Map.of("a", "1"));
        String second = remote.head().name();
        fetched().close();
        reset(first);
        remote.commit("other", Map.of("a", "3"));
        // when
        try (GitMirror mirror = fetched()) {
            // then
            assertThat(mirror.contains(first)).isTrue();
            assertThat(mirror.contains(second)).isFalse();
            assertThat(mirror.newest().subject()).isEqualTo("other");
        }
    }

    private void reset(String commit) throws Exception {
        try (Git git = Git.open(remote.folder().toFile())) {
            var update = git.getRepository().updateRef("refs/heads/main");
            update.setNewObjectId(git.getRepository().resolve(commit));
            update.setForceUpdate(true);
            update.update();
        }
    }

    @Test
    void locksThatAKilledProcessLeftDoNotStopTheNextOne() throws Exception {
        // given
        fetched().close();
        Path lock = temp.resolve("mirror/refs/remotes/origin/main.lock");
        Files.createDirectories(lock.getParent());
        Files.createFile(lock);
        Files.createFile(temp.resolve("mirror/config.lock"));
        remote.commit("next", Map.of("a", "1"));
        // when
        try (GitMirror mirror = fetched()) {
            // then
            assertThat(mirror.newest().subject()).isEqualTo("next");
        }
    }

    @Test
    void branchThatIsMissingIsToldWithThoseThatAreThere() {
        // given
        GitRemote from = file();
        // when, then
        assertThatThrownBy(() -> {
                    try (GitAccess access = GitAccess.of(from, "", TargetGuard.NONE)) {
                        GitMirror.fetch(temp.resolve("mirror"), from, "mian", access, WITHIN);
                    }
                })
                .isInstanceOf(BranchUnknownException.class)
                .hasMessageContaining("there is no branch mian; there are main");
    }

    @Test
    void readsOverSshFromAPinnedServerOnly() throws Exception {
        // given
        try (GitOverSsh server = new GitOverSsh(temp, remote.folder())) {
            // when
            try (GitMirror mirror = fetched(ssh(server, server.knownHosts().toString()), TargetGuard.NONE)) {
                // then
                assertThat(mirror.newest().subject()).isEqualTo("first");
            }
            assertThatThrownBy(() -> fetched(ssh(server, null), TargetGuard.NONE))
                    .isInstanceOf(GitAPIException.class);
        }
    }

    private static GitRemote ssh(GitOverSsh server, @Nullable String pins) {
        return new GitRemote(server.url(), server.key().toString(), pins, null, null);
    }

    @Test
    void readsOverHttpWithTheTokenOfTheFileAndFromAllowedServersOnly() throws Exception {
        // given
        Path token = Files.writeString(temp.resolve("token"), "glpat-right\n");
        List<URI> asked = new ArrayList<>();
        try (GitOverHttp server = new GitOverHttp(remote.folder(), "glpat-right")) {
            GitRemote from = new GitRemote(server.url(), null, null, token.toString(), null);
            // when
            try (GitMirror mirror = fetched(from, asked::add)) {
                // then
                assertThat(mirror.newest().subject()).isEqualTo("first");
            }
            assertThat(asked).extracting(URI::getHost).containsOnly("127.0.0.1");
            assertThatThrownBy(() -> fetched(from, target -> {
                        throw new IOException("not allowed");
                    }))
                    .hasMessageContaining("not allowed");
        }
    }

    @Test
    void redirectIsHeldAgainstWhatIsAllowedAndDoesNotGetTheToken() throws Exception {
        // given
        Path token = Files.writeString(temp.resolve("token"), "glpat-right\n");
        HttpServer first = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (GitOverHttp second = new GitOverHttp(remote.folder(), "glpat-right")) {
            first.createContext("/", exchange -> {
                String path = exchange.getRequestURI().toString();
                exchange.getResponseHeaders().add("Location", second.url() + path.substring("/moved.git".length()));
                exchange.sendResponseHeaders(301, -1);
                exchange.close();
            });
            first.start();
            String url = "http://127.0.0.1:" + first.getAddress().getPort() + "/moved.git";
            GitRemote from = new GitRemote(url, null, null, token.toString(), null);
            // when, then
            int allowed = first.getAddress().getPort();
            assertThatThrownBy(() -> fetched(from, target -> {
                        if (target.getPort() != allowed) {
                            throw new IOException(target.getPort() + " is not allowed");
                        }
                    }))
                    .hasStackTraceContaining("is not allowed");
            assertThatThrownBy(() -> fetched(from, TargetGuard.NONE)).hasStackTraceContaining("not authorized");
        } finally {
            first.stop(0);
        }
    }
}
