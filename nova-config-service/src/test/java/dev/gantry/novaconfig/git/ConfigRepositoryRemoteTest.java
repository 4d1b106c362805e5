package dev.gantry.novaconfig.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.settings.GitTarget;
import dev.gantry.testing.git.GitOverHttp;
import dev.gantry.testing.git.GitOverSsh;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Branches that are not there, servers of each kind, and what they say. */
class ConfigRepositoryRemoteTest extends ConfigRepositoryFixture {

    @Test
    void remoteThatIsNotThereIsUnreachable() {
        // given
        GitTarget gone =
                new GitTarget("file://" + temp.resolve("nothing"), null, null, null, null, null, null, null, null);
        // then
        assertThat(repository().publish(gone, GUIDE))
                .isInstanceOfSatisfying(
                        PushResult.Failed.class, f -> assertThat(f.reason()).isEqualTo("unreachable"));
    }

    @Test
    void branchThatTheRemoteLacksStartsFromItsDefaultBranch() throws Exception {
        // given
        String before = remote.head().name();
        GitTarget other = new GitTarget(remote.url(), "gpu", null, null, null, null, null, null, null);
        // when
        PushResult answer = repository().publish(other, GUIDE);
        // then
        assertThat(answer).isInstanceOf(PushResult.Committed.class);
        assertThat(remote.branch("gpu").getParent(0).name()).isEqualTo(before);
        assertThat(remote.head().name()).isEqualTo(before);
    }

    @Test
    void branchThatLacksNothingIsMadeAllTheSame() throws Exception {
        // given
        repository().publish(target(), GUIDE);
        GitTarget other = new GitTarget(remote.url(), "gpu", null, null, null, null, null, null, null);
        // when
        PushResult answer = repository().publish(other, GUIDE);
        // then
        assertThat(answer).isInstanceOf(PushResult.Committed.class);
        assertThat(remote.branch("gpu").name()).isEqualTo(remote.head().name());
    }

    @Test
    void remoteWithoutADefaultBranchIsNamedWithTheBranchesItHas() throws Exception {
        // given
        Files.writeString(remote.folder().resolve("HEAD"), "ref: refs/heads/nothing\n");
        GitTarget other = new GitTarget(remote.url(), "gpu", null, null, null, null, null, null, null);
        // then
        assertThat(repository().publish(other, GUIDE)).isInstanceOfSatisfying(PushResult.Failed.class, f -> {
            assertThat(f.reason()).isEqualTo("branch-unknown");
            assertThat(f.detail()).contains("[main]", "git.branch");
        });
    }

    @Test
    void emptyRemoteGetsItsFirstCommit() throws Exception {
        // given
        Path empty = temp.resolve("empty.git");
        org.eclipse.jgit.api.Git.init()
                .setBare(true)
                .setDirectory(empty.toFile())
                .call()
                .close();
        GitTarget first = new GitTarget("file://" + empty, "main", null, null, null, null, null, null, null);
        // then
        assertThat(repository().publish(first, GUIDE)).isInstanceOf(PushResult.Committed.class);
    }

    @Test
    void fileThatIsMissingIsNamedWithItsPath() {
        for (String missing : List.of("keyPath", "knownHosts", "tokenPath", "caPath")) {
            String path = temp.resolve("no-" + missing).toString();
            GitTarget incomplete = new GitTarget(
                    "ssh://git@127.0.0.1/kayobe.git",
                    "main",
                    null,
                    null,
                    null,
                    missing.equals("keyPath") ? path : null,
                    missing.equals("knownHosts") ? path : null,
                    missing.equals("tokenPath") ? path : null,
                    missing.equals("caPath") ? path : null);
            assertThat(repository().publish(incomplete, GUIDE)).isInstanceOfSatisfying(PushResult.Failed.class, f -> {
                assertThat(f.reason()).isEqualTo("settings-incomplete");
                assertThat(f.detail()).contains("git." + missing, path);
            });
        }
    }

    @Test
    void wordsOfAHookOnTheServerAreShown() throws Exception {
        // given
        try (GitOverSsh server = new GitOverSsh(temp, remote.folder())) {
            server.refuse("only release managers push here");
            // when
            PushResult answer = repository().publish(target(server, server.knownHosts()), GUIDE);
            // then
            assertThat(answer).isInstanceOfSatisfying(PushResult.Failed.class, f -> {
                assertThat(f.reason()).isEqualTo("refused");
                assertThat(f.detail()).contains("only release managers push here");
            });
        }
    }

    @Test
    void pushesOverSshToAPinnedServerOnly() throws Exception {
        // given
        try (GitOverSsh server = new GitOverSsh(temp, remote.folder())) {
            // when
            PushResult answer = repository().publish(target(server, server.knownHosts()), GUIDE);
            PushResult unpinned = new ConfigRepository(temp.resolve("other")).publish(target(server, null), GUIDE);
            // then
            assertThat(answer).as(answer.toString()).isInstanceOf(PushResult.Committed.class);
            assertThat(remote.read(CONF)).isPresent();
            assertThat(unpinned).isInstanceOf(PushResult.Failed.class);
        }
    }

    @Test
    void pushesOverHttpWithTheTokenOfTheFileOnly() throws Exception {
        // given
        Path right = Files.writeString(temp.resolve("token"), "glpat-right\n");
        Path wrong = Files.writeString(temp.resolve("old"), "glpat-wrong\n");
        try (GitOverHttp server = new GitOverHttp(remote.folder(), "glpat-right")) {
            // when
            PushResult answer = repository().publish(target(server, right), GUIDE);
            PushResult refused = new ConfigRepository(temp.resolve("other")).publish(target(server, wrong), GUIDE);
            // then
            assertThat(answer).as(answer.toString()).isInstanceOf(PushResult.Committed.class);
            assertThat(remote.read(CONF)).isPresent();
            assertThat(refused).isInstanceOfSatisfying(PushResult.Failed.class, f -> assertThat(f.detail())
                    .contains("not authorized")
                    .doesNotContain("glpat"));
        }
    }

    @Test
    void pushesOverHttpsToAServerOfTheSitesOwnAuthorityOnly() throws Exception {
        // given
        Path token = Files.writeString(temp.resolve("token"), "glpat-right\n");
        SelfSignedCertificate authority = SelfSignedCertificate.in(temp);
        try (GitOverHttp server = GitOverHttp.overTls(remote.folder(), "glpat-right", authority)) {
            GitTarget trusted = target(server, token);
            GitTarget strange =
                    new GitTarget(server.url(), "main", null, null, null, null, null, token.toString(), null);
            // when
            PushResult answer = repository().publish(trusted, GUIDE);
            PushResult refused = new ConfigRepository(temp.resolve("other")).publish(strange, GUIDE);
            // then
            assertThat(answer).as(answer.toString()).isInstanceOf(PushResult.Committed.class);
            assertThat(remote.read(CONF)).isPresent();
            assertThat(refused).isInstanceOfSatisfying(PushResult.Failed.class, f -> assertThat(f.detail())
                    .contains("certif")
                    .doesNotContain("glpat"));
        }
    }

    private static GitTarget target(GitOverHttp server, Path token) {
        return new GitTarget(
                server.url(), "main", null, null, null, null, null, token.toString(), server.authorities());
    }
}
