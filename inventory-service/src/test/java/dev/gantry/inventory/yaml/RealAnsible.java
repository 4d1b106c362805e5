package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Ansible that reads folders, by {@code local/tools/ansible}. Where the machine cannot have one, tests are skipped and say why. */
final class RealAnsible {

    private static final Path SCRIPT =
            Path.of("..", "local", "tools", "ansible").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 240;
    private static final int LACKS_SOMETHING = 3;

    private RealAnsible() {}

    /** One answer a case, in their order; what stands in it is said in {@code ansible-read.py}. */
    static JsonNode read(Path folder, List<AnsibleCase> cases) throws IOException, InterruptedException {
        List<Map<String, Object>> jobs = new ArrayList<>();
        for (AnsibleCase one : cases) {
            Path at = folder.resolve(one.name());
            one.write(at);
            jobs.add(Map.of("folder", at.toString(), "inventories", one.inventories(), "extra", one.extra()));
        }
        Path questions = folder.resolve("jobs.json");
        Path answers = folder.resolve("answers.json");
        Path errors = folder.resolve("errors.txt");
        JSON.writeValue(questions.toFile(), jobs);
        Process process = new ProcessBuilder(SCRIPT.toString(), "read")
                .redirectInput(questions.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String words = Files.readString(errors);
        assertThat(ended).as("within %d s: %s", LIMIT_SECONDS, words).isTrue();
        Assumptions.assumeTrue(process.exitValue() != LACKS_SOMETHING, "SKIPPED, no real Ansible here: " + words);
        assertThat(process.exitValue()).as(words).isZero();
        return JSON.readTree(answers.toFile());
    }
}
