package dev.gantry.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.simulator.HostDescription.Card;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what the real mdevctl said. */
class MdevctlIT {
    private static final String UUID = "dd6fb582-c587-5602-8c50-5145c69f3074";
    private static final String FILE = "$R/etc/mdevctl.d/0000:17:00.4/" + UUID;

    /** What was done, out of sight, at the comments of the transcript. */
    private static final Map<String, String> STEPS = Map.of(
            "# role-style: write file straight into /etc/mdevctl.d (mode 600)",
                    "mkdir -p ${FILE%/*}; echo '{\"mdev_type\":\"nvidia-700\",\"start\":\"manual\",\"attrs\":[]}'"
                            + " >$FILE",
            "# now change the definition file to 699 while 700 is live (the role's template task)",
                    "sed -i.bak s/700/699/ $FILE; rm -f $FILE.bak",
            "# kernel truth:",
                    "cd $R/sys/bus/mdev/devices/" + UUID
                            + "; readlink mdev_type; basename \"$(readlink -f mdev_type)\"",
            "# bad json file:", "echo '{\"mdev_type\": ' >$FILE",
            "# undefine of an active device keeps it running",
                    "echo '{\"mdev_type\":\"nvidia-700\",\"start\":\"manual\",\"attrs\":[]}' >$FILE");

    @TempDir
    Path folder;

    static List<String> shells() {
        return OnHost.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysWhatTheRealOneSays(String shell) throws Exception {
        // given
        HostDescription guide =
                new HostDescription("computegpu001", Os.DEBIAN_12, CpuVendor.INTEL, List.of(Card.a100("0000:17:00.0")));
        OnHost host = new OnHost(folder, guide, shell).prepared();
        host.must("nvidia-smi -i 0 -mig 1 && $R/usr/lib/nvidia/sriov-manage -e ALL && nvidia-smi mig -cgi 2g.20gb -C");
        String transcript = Files.readString(Path.of("src/test/resources/mdevctl/transcript.txt"));

        // when
        String replayed = replay(host, transcript);

        // then
        assertThat(withoutTimes(replayed)).isEqualTo(withoutTimes(transcript));
    }

    private static String replay(OnHost host, String transcript) throws Exception {
        StringBuilder out = new StringBuilder();
        boolean told = false;
        for (String line : transcript.lines().toList()) {
            if (line.startsWith("$ ")) {
                told = true;
                OnHost.Answer answer = host.run(line.substring(2) + " 2>&1; echo rc=$?");
                out.append(line).append('\n').append(answer.out());
            } else if (line.startsWith("# ")) {
                told = true;
                out.append(line).append('\n');
                String step = STEPS.getOrDefault(line, "true");
                out.append(host.must("FILE=" + FILE + "; " + step));
            } else if (!told) {
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    /** Sample: {@code [2026-11-22T19:08:20Z WARN  mdevctl::mdev] Overwriting mdev type}. */
    private static String withoutTimes(String text) {
        // Commands without output in the transcript did not have their "rc=0" noted each time.
        return text.replaceAll("\\[[0-9TZ:-]+ WARN", "[TIME WARN").replaceAll("(?m)^rc=0\n", "");
    }
}
