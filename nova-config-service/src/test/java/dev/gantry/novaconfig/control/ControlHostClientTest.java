package dev.gantry.novaconfig.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gantry.novaconfig.control.ControlHostClient.CommandResult;
import dev.gantry.novaconfig.model.publish.ReconfigureCommand;
import dev.gantry.novaconfig.model.settings.ControlHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlHostClientTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final StringBuffer output = new StringBuffer();
    private ControlServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = new ControlServer(temp);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void handsOnTheOutputAndTheEnd() {
        // given
        String command = ReconfigureCommand.fill("echo limit {hosts}; echo broken >&2", List.of("b", "a'; echo x"));
        // when
        CommandResult answer = run("run-1", command);
        // then
        assertThat(answer).isEqualTo(new CommandResult(true, "done", "exit status 0", false));
        assertThat(output).hasToString("limit a'; echo x,b\nbroken\n");
    }

    @Test
    void failingCommandIsNotTriedAgain() {
        assertThat(run("run-2", "exit 3"))
                .isEqualTo(new CommandResult(false, "command-failed", "exit status 3", false));
    }

    @Test
    void commandThatEndedIsToldAgainAndNotStartedAgain() throws IOException {
        // given
        String command = "echo once; echo x >> \"$HOME/starts\"; exit 4";
        run("run-3", command);
        output.setLength(0);
        // when
        CommandResult again = run("run-3", command);
        // then
        assertThat(again).isEqualTo(new CommandResult(false, "command-failed", "exit status 4", false));
        assertThat(output).hasToString("once\n");
        assertThat(Files.readAllLines(server.home().resolve("starts"))).hasSize(1);
    }

    @Test
    void commandOutlivesTheConnectionAndIsFollowedByTheNextTry() throws IOException {
        // given
        String command =
                "echo x >> \"$HOME/starts\"; echo begun; until [ -e \"$HOME/go\" ]; do sleep 0.1; done; echo end";
        CompletableFuture<CommandResult> first = CompletableFuture.supplyAsync(() -> run("run-4", command));
        await().atMost(SOON).untilAsserted(() -> assertThat(output).hasToString("begun\n"));
        // when
        server.cut();
        // then
        assertThat(first).succeedsWithin(SOON).satisfies(a -> {
            assertThat(a.reason()).isEqualTo("connection-lost");
            assertThat(a.retryable()).isTrue();
        });
        output.setLength(0);
        CompletableFuture<CommandResult> second = CompletableFuture.supplyAsync(() -> run("run-4", command));
        await().atMost(SOON).untilAsserted(() -> assertThat(output).hasToString("begun\n"));
        Files.createFile(server.home().resolve("go"));
        assertThat(second).succeedsWithin(SOON).isEqualTo(new CommandResult(true, "done", "exit status 0", false));
        assertThat(output).hasToString("begun\nend\n");
        assertThat(Files.readAllLines(server.home().resolve("starts"))).hasSize(1);
    }

    @Test
    void commandThatVanishedIsSaidAndNotStartedAgain() throws IOException {
        // given
        Path run = Files.createDirectories(server.home().resolve(".gantry/runs/run-5"));
        Files.writeString(run.resolve("pid"), "999999999\n");
        Files.writeString(run.resolve("log"), "half\n");
        // when
        CommandResult answer = run("run-5", "echo again");
        // then
        assertThat(answer.reason()).isEqualTo("command-ended-early");
        assertThat(answer.retryable()).isFalse();
        assertThat(output).hasToString("half\n");
    }

    @Test
    void homeThatCannotBeWrittenIsNamed() throws IOException {
        // given
        Files.createFile(server.home().resolve(".gantry"));
        // when
        CommandResult answer = run("run-6", "true");
        // then
        assertThat(answer.reason()).isEqualTo("control-host-unusable");
        assertThat(answer.detail()).contains(".gantry/runs");
    }

    @Test
    void otherHostKeyIsNamedAndNeverTriedAgain() {
        // when
        CommandResult answer =
                new ControlHostClient().run(server.host("SHA256:other", null), wanted("run-7", "true"), output::append);
        // then
        assertThat(answer.reason()).isEqualTo("host-key-changed");
        assertThat(answer.detail()).contains(server.fingerprint(), "SHA256:other");
        assertThat(answer.retryable()).isFalse();
    }

    @Test
    void closedPortMayBetterLater() throws Exception {
        // given
        ControlHost host = server.host(server.fingerprint(), null);
        server.close();
        // when
        CommandResult answer = new ControlHostClient().run(host, wanted("run-8", "true"), output::append);
        // then
        assertThat(answer.reason()).isEqualTo("unreachable");
        assertThat(answer.retryable()).isTrue();
    }

    private CommandResult run(String id, String command) {
        return new ControlHostClient()
                .run(server.host(server.fingerprint(), null), wanted(id, command), output::append);
    }

    private static ControlHostClient.Command wanted(String id, String command) {
        return new ControlHostClient.Command(id, command);
    }
}
