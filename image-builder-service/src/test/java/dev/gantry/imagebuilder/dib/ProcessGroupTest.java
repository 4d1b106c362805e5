package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.imagebuilder.dib.ProcessTable.Id;
import dev.gantry.imagebuilder.dib.ProcessTable.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {

    // as Linux 6.1 printed it, with the name made harder
    private static final String STAT = "1334 (rm (-rf) 7) S 1330 1320 1319 0 -1 4194560 95 0 0 0 0 0 0 0 20 0 1 0"
            + " 987654 2306048 214 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n";

    @TempDir
    Path folder;

    @Test
    void readsALineOfProcWhateverTheNameHolds() {
        assertThat(Line.parse(STAT)).contains(new Line(new Id(1334, 987654), 1330, 1320, 1319));
    }

    @Test
    void whatEndedAndWaitsToBeReapedIsNoProcess() {
        assertThat(Line.parse(STAT.replace(" S ", " Z "))).isEmpty();
        assertThat(Line.parse("")).isEmpty();
    }

    @Test
    void theFamilyHasSessionGroupDescendantsAndWhoWasSeenBefore() {
        // given
        Line leader = line(10, 1, 10, 10);
        Line orphanOfSession = line(11, 1, 12, 10);
        Line underSudo = line(13, 11, 13, 13);
        Line deeper = line(14, 13, 13, 13);
        Line leftAfterwards = line(15, 1, 15, 15);
        Line idUsedAgain = new Line(new Id(16, 999), 1, 16, 16);
        ProcessTable table = new ProcessTable(
                List.of(deeper, underSudo, line(99, 1, 99, 99), leader, orphanOfSession, leftAfterwards, idUsedAgain));

        // when
        Set<Id> family = table.family(10, Set.of(leftAfterwards.id(), new Id(16, 160)));

        // then
        assertThat(family)
                .containsExactlyInAnyOrder(
                        leader.id(), orphanOfSession.id(), underSudo.id(), deeper.id(), leftAfterwards.id());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void stopComesBackWhenNothingIsLeftEvenOfWhatIgnoresTermAndLeftTheSession() throws Exception {
        // given
        Process leader = start("trap '' TERM; setsid sh -c 'echo $$ >far; while :; do sleep 1; done' & wait; wait");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(folder.resolve("far"))
                .isNotEmptyFile());
        long far = Long.parseLong(Files.readString(folder.resolve("far")).strip());

        // when
        ProcessGroup.of(leader.toHandle()).stop(Duration.ofMillis(100));

        // then
        assertThat(ProcessTable.read().lines()).extracting(l -> l.id().pid()).doesNotContain(far, leader.pid());
        assertThat(ProcessTable.read().family(leader.pid(), Set.of())).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aGroupIsFoundAgainByItsNoteWhenItsLeaderWasKilled() throws Exception {
        // given
        Process leader = start("sleep 1000 & echo $! >left; wait");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(folder.resolve("left"))
                .isNotEmptyFile());
        long left = Long.parseLong(Files.readString(folder.resolve("left")).strip());
        ProcessGroup.of(leader.toHandle()).note(folder);
        leader.destroyForcibly().waitFor();

        // when
        ProcessGroup.noted(folder).orElseThrow().stop(Duration.ofSeconds(5));

        // then
        assertThat(ProcessTable.read().lines()).extracting(l -> l.id().pid()).doesNotContain(left);
        assertThat(ProcessGroup.noted(folder)).isEmpty();
    }

    private Process start(String script) throws IOException {
        return new ProcessBuilder("setsid", "sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private static Line line(long pid, long parent, long group, long session) {
        return new Line(new Id(pid, pid * 10), parent, group, session);
    }
}
