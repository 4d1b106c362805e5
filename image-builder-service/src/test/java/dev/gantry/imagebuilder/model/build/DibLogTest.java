package dev.gantry.imagebuilder.model.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DibLogTest {

    private static final List<String> LINES = """
        2026-08-14 19:37:58.102 | Building elements: base  debian-minimal vm
        2026-08-14 19:37:58.610 | Building in /data/builds/7/tmp/dib_build.Xk2a
        2026-08-14 19:37:59.001 | Copying hooks /usr/lib/python3/dist-packages/diskimage_builder/elements/debian-minimal/root.d/75-debian-minimal-baseinstall
        2026-08-14 19:37:59.002 | Copying hooks /usr/lib/python3/dist-packages/diskimage_builder/elements/debootstrap/root.d/08-debootstrap
        2026-08-14 19:37:59.003 | Copying hooks /usr/lib/python3/dist-packages/diskimage_builder/elements/base/install.d/10-cloud-init
        2026-08-14 19:37:59.101 | dib-run-parts Sourcing environment file /data/builds/7/tmp/dib_build.Xk2a/hooks/root.d/../environment.d/10-x
        2026-08-14 19:38:00.101 | dib-run-parts Running /data/builds/7/tmp/dib_build.Xk2a/hooks/root.d/08-debootstrap
        2026-08-14 19:38:20.101 | dib-run-parts 08-debootstrap completed
        2026-08-14 19:38:20.102 | dib-run-parts Running /data/builds/7/tmp/dib_build.Xk2a/hooks/root.d/75-debian-minimal-baseinstall
        2026-08-14 19:38:25.101 | dib-run-parts 75-debian-minimal-baseinstall completed
        2026-08-14 19:38:30.101 | dib-run-parts Running /tmp/in_target.d/install.d/10-cloud-init
        2026-08-14 19:39:40.101 | dib-run-parts 10-cloud-init completed
        2026-08-14 19:42:20.101 | Converting image using qemu-img convert
        2026-08-14 19:42:48.101 | Image file /data/builds/7/out/x.qcow2 created...
        2026-08-14 19:42:49.101 | Build completed successfully\
        """.lines().toList();

    @Test
    void progressRisesWithTheLandmarksAndNeverFalls() {
        // given
        DibLog log = new DibLog();
        List<Integer> percents = new ArrayList<>();
        List<DibPhase> phases = new ArrayList<>();

        // when
        for (String line : LINES) {
            if (log.read(line)) {
                percents.add(log.progress().percent());
                phases.add(log.progress().phase());
            }
        }

        // then
        assertThat(percents).isSorted().contains(6, 12, 55, 73, 95);
        assertThat(phases).containsSubsequence(DibPhase.ROOT, DibPhase.INSTALL, DibPhase.CONVERT);
        assertThat(log.saysSuccess()).isTrue();
        assertThat(log.firstError()).isEmpty();
    }

    @Test
    void namesTheRunningScriptAndTheFirstError() {
        // given
        DibLog log = new DibLog();

        // when
        log.read("2026-08-14 19:38:30.101 | dib-run-parts Running /tmp/in_target.d/pre-install.d/02-x");
        log.read("2026-08-14 19:38:31.101 | E: Unable to locate package biosdevname");
        log.read("2026-08-14 19:38:31.201 | E: another");

        // then
        assertThat(log.progress().phase()).isEqualTo(DibPhase.PRE_INSTALL);
        assertThat(log.progress().script()).contains("02-x");
        assertThat(log.firstError()).contains("E: Unable to locate package biosdevname");
        assertThat(log.saysSuccess()).isFalse();
        assertThat(log.lastLines()).hasSize(3);
    }

    @Test
    void whatAScriptSaidThatCameToItsEndIsNotTheCause() {
        // given
        DibLog log = new DibLog();

        // when
        log.read("dib-run-parts Running /tmp/in_target.d/install.d/00-up-to-date");
        log.read("E: Can not write log (Is /dev/pts mounted?) - posix_openpt (19: No such device)");
        log.read("dib-run-parts 00-up-to-date completed");
        log.read("dib-run-parts Running /tmp/in_target.d/install.d/01-package-installs");
        log.read("> E: Unable to locate package biosdevname");

        // then
        assertThat(log.firstError()).contains("> E: Unable to locate package biosdevname");
    }

    @Test
    void linesWithoutTimeStampAreReadAlike() {
        // given
        DibLog log = new DibLog();

        // when
        log.read("dib-run-parts Running /tmp/in_target.d/post-install.d/90-gantry-nvidia-licence");

        // then
        assertThat(log.progress().phase()).isEqualTo(DibPhase.POST_INSTALL);
    }

    /** The landmark lines of a real build of Debian 12 with our element, diskimage-builder 3.13.0. */
    @Test
    void readsARealLogInOrder() throws IOException {
        // given
        DibLog log = new DibLog();
        List<DibPhase> phases = new ArrayList<>();
        List<Integer> percents = new ArrayList<>();

        // when
        try (InputStream in = DibLogTest.class.getResourceAsStream("/dib/debian-minimal-log.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (log.read(line)) {
                    phases.add(log.progress().phase());
                    percents.add(log.progress().percent());
                }
            }
        }

        // then
        assertThat(percents).isSorted().hasSizeGreaterThan(30);
        assertThat(phases.stream().distinct())
                .containsExactly(
                        DibPhase.ROOT,
                        DibPhase.EXTRA_DATA,
                        DibPhase.PRE_INSTALL,
                        DibPhase.INSTALL,
                        DibPhase.POST_INSTALL,
                        DibPhase.FINALISE,
                        DibPhase.CLEANUP);
    }
}
