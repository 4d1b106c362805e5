package dev.gantry.provisioner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.mdev.MdevStep;
import dev.gantry.provisioner.model.script.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the mdev step, and the look, against the machine's real mdevctl. */
class RealMdevctlIT {

    private static final String UUID = "dd6fb582-c587-5602-8c50-5145c69f3074";
    private static final String LINE = UUID + " 0000:17:00.4 nvidia-700 manual";
    private static final Path TRANSCRIPT = Path.of("../simulator/src/test/resources/mdevctl/transcript.txt");

    /** What was done, out of sight, at the comments of the transcript. */
    private static final Map<String, String> STEPS = Map.of(
            "# role-style: write file straight into /etc/mdevctl.d (mode 600)",
                    "mkdir -p ${FILE%/*}; echo '{\"mdev_type\":\"nvidia-700\",\"start\":\"manual\",\"attrs\":[]}'"
                            + " >$FILE",
            "# now change the definition file to 699 while 700 is live (the role's template task)",
                    "sed -i s/700/699/ $FILE",
            "# kernel truth:",
                    "cd /sys/bus/mdev/devices/" + UUID + "; readlink mdev_type; basename \"$(readlink -f mdev_type)\"",
            "# bad json file:", "echo '{}' >$FILE",
            "# undefine of an active device keeps it running",
                    "echo '{\"mdev_type\":\"nvidia-700\",\"start\":\"manual\",\"attrs\":[]}' >$FILE");

    @TempDir
    Path folder;

    private RealMdevctl machine;

    @BeforeEach
    void machine() throws Exception {
        String whyNot = RealMdevctl.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot);
        machine = new RealMdevctl(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void definesAndStartsWhatMdevctlThenLists(String shell) throws Exception {
        // when
        RealMdevctl.Answer made = operations(
                shell, "define 0000:17:00.4 " + UUID + " nvidia-700\nstart " + UUID + " 0000:17:00.4 nvidia-700");
        RealMdevctl.Answer again = operations(shell, "start " + UUID + " 0000:17:00.4 nvidia-700");

        // then
        assertThat(made).isEqualTo(new RealMdevctl.Answer(0, "", ""));
        assertThat(again.code()).isZero();
        assertThat(says("mdevctl list")).isEqualTo(LINE + " (defined)\n\n");
        assertThat(says("mdevctl list -d")).isEqualTo(LINE + " (active)\n\n");
        assertThat(says("mdevctl list -d --dumpjson"))
                .contains("\"0000:17:00.4\"")
                .contains("\"mdev_type\": \"nvidia-700\"")
                .contains("\"start\": \"manual\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void stopsForgetsAndMakesAnotherTypeUnderTheSameUuid(String shell) throws Exception {
        // given
        operations(shell, "define 0000:17:00.4 " + UUID + " nvidia-700\nstart " + UUID + " 0000:17:00.4 nvidia-700");

        // when
        RealMdevctl.Answer retyped = operations(
                shell,
                "stop " + UUID + "\nforget 0000:17:00.4 " + UUID + "\ndefine 0000:17:00.4 " + UUID
                        + " nvidia-699\nstart " + UUID + " 0000:17:00.4 nvidia-699");

        // then
        assertThat(retyped).isEqualTo(new RealMdevctl.Answer(0, "", ""));
        assertThat(says("mdevctl list")).isEqualTo(LINE.replace("700", "699") + " (defined)\n\n");
    }

    @Test
    void theLookTellsTheLiveTypeWhereMdevctlTellsTheDefinedOne() throws Exception {
        // given
        operations("dash", "define 0000:17:00.4 " + UUID + " nvidia-700\nstart " + UUID + " 0000:17:00.4 nvidia-700");
        Path file = machine.definition(UUID);
        Files.writeString(file, Files.readString(file).replace("700", "699"));

        // when
        HostFacts facts =
                Inspection.parse(machine.run("dash", Inspection.script()).out());

        // then
        assertThat(says("mdevctl list")).isEqualTo(LINE.replace("700", "699") + " (defined)\n\n");
        assertThat(facts.mdevs()).extracting(m -> m.uuid() + " " + m.type()).containsExactly(UUID + " nvidia-700");
        assertThat(facts.definitions()).extracting(MdevDefinition::type).containsExactly("nvidia-699");
        assertThat(facts.definitions()).extracting(MdevDefinition::uuid).containsExactly(UUID);
    }

    @Test
    void aStartThatCannotBeIsToldInMdevctlsWords() throws Exception {
        // given
        String other = "11111111-1111-1111-1111-111111111111";
        operations("dash", "define 0000:17:00.4 " + UUID + " nvidia-700\nstart " + UUID + " 0000:17:00.4 nvidia-700");

        // when
        RealMdevctl.Answer taken = operations(
                "dash", "define 0000:17:00.4 " + other + " nvidia-700\nstart " + other + " 0000:17:00.4 nvidia-700");
        RealMdevctl.Answer unknown = operations("dash", "start 22222222-2222-2222-2222-222222222222 x nvidia-700");
        RealMdevctl.Answer differs = operations("dash", "start " + UUID + " 0000:17:00.4 nvidia-699");

        // then
        assertThat(taken.code()).isNotZero();
        assertThat(taken.err()).contains("No available instances of nvidia-700 on 0000:17:00.4");
        assertThat(unknown.err()).contains("Device is insufficiently specified");
        assertThat(differs.err()).contains("exists with type nvidia-700, wanted nvidia-699");
    }

    /** A second definition of one UUID: of a function that the host has, or of one that went with its card, before and after ours by name. */
    @ParameterizedTest
    @ValueSource(strings = {"0000:16:00.4", "0000:17:00.5", "0000:99:00.4"})
    void secondDefinitionOfTheUuidKeepsNoDeviceFromStarting(String elsewhere) throws Exception {
        // given: an operator copied the file, or a card moved to another slot
        Path second = machine.definition(UUID).getParent().resolveSibling(elsewhere);
        Files.createDirectories(second);
        Files.writeString(
                second.resolve(UUID), "{\"mdev_type\": \"nvidia-699\", \"start\": \"manual\", \"attrs\": []}");

        // when
        RealMdevctl.Answer made = operations(
                "dash", "define 0000:17:00.4 " + UUID + " nvidia-700\nstart " + UUID + " 0000:17:00.4 nvidia-700");
        HostFacts facts =
                Inspection.parse(machine.run("dash", Inspection.script()).out());
        RealMdevctl.Answer stopped = operations("dash", "stop " + UUID + "\nforget " + elsewhere + " " + UUID);

        // then
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(facts.mdevs())
                .extracting(m -> m.uuid() + " " + m.parent() + " " + m.type())
                .containsExactly(UUID + " 0000:17:00.4 nvidia-700");
        assertThat(facts.definitions()).hasSize(2);
        assertThat(stopped.code()).as(stopped.err()).isZero();
        assertThat(says("mdevctl list -d")).isEqualTo(LINE + "\n\n");
    }

    @Test
    void typesHaveTheShapeThatIsReadFromSysfs() throws Exception {
        // when
        String types = says("mdevctl types --dumpjson");

        // then
        assertThat(types)
                .contains("\"nvidia-699\"")
                .contains("\"available_instances\": 1")
                .contains("\"name\": \"GRID A100D-1-10C\"")
                .contains("framebuffer=10240M");
        assertThat(MdevType.parse("nvidia-699")).hasToString("nvidia-699");
    }

    /** So the stand-in of simulated hosts, which replays the same transcript, is compared with the real one too. */
    @Test
    void saysWhatWasTranscribed() throws Exception {
        // given
        assumeTrue(
                RealMdevctl.version().endsWith("1.2.0"),
                "SKIPPED: the transcript is of mdevctl 1.2.0, here is " + RealMdevctl.version());
        String transcript = Files.readString(TRANSCRIPT);

        // when
        StringBuilder replayed = new StringBuilder();
        for (String line : transcript.lines().toList()) {
            if (line.startsWith("$ ")) {
                replayed.append(line).append('\n');
                replayed.append(machine.run("sh", line.substring(2) + " 2>&1; echo rc=$?\n")
                        .out());
            } else if (line.startsWith("# ")) {
                replayed.append(line).append('\n');
                String step = STEPS.getOrDefault(line, "true");
                replayed.append(machine.run("sh", "FILE=/etc/mdevctl.d/0000:17:00.4/" + UUID + "; " + step + "\n")
                        .out());
            }
        }

        // then
        assertThat(comparable(replayed.toString())).isEqualTo(comparable(transcript));
    }

    /** Sample: {@code [2026-11-22T19:08:20Z WARN  mdevctl::mdev] Overwriting mdev type}. */
    private static List<String> comparable(String text) {
        return text.lines()
                .dropWhile(line -> !line.startsWith("$ ") && !line.startsWith("# role-style"))
                .map(line -> line.replaceAll("\\[[0-9TZ:-]+ WARN", "[TIME WARN"))
                .filter(line -> !line.equals("rc=0") && !line.isBlank())
                .toList();
    }

    private RealMdevctl.Answer operations(String shell, String operations) throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("guarded", "");
        parameters.put("operations", operations);
        return machine.run(shell, Scripts.gpuChange(MdevStep.class, "mdev", parameters));
    }

    private String says(String command) throws Exception {
        return machine.run("sh", command + "\n").out();
    }
}
