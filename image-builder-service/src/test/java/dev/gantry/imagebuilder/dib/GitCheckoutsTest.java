package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GitElements;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutsTest {

    @TempDir
    Path folder;

    private final GitCheckouts git = new GitCheckouts(Clock.systemUTC(), Duration.ZERO);

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
}
