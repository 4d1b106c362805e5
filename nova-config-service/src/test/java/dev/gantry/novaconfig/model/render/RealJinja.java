package dev.gantry.novaconfig.model.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** Renders the group form as kayobe (which takes the raw guards off) and then kolla-ansible do, with the real Jinja of {@code local/tools/jinja}. */
final class RealJinja {

    // Ansible sets trim_blocks. One process for all hosts: starting python is slower than rendering.
    private static final String SCRIPT = """
        import json, sys, jinja2
        job = json.load(sys.stdin)
        env = jinja2.Environment(trim_blocks=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
        once = env.from_string(job["text"]).render()
        out = {h: env.from_string(once).render(inventory_hostname=h, groups=job["groups"]) for h in job["hosts"]}
        json.dump(out, sys.stdout)
        """;

    private static final String TOOL =
            Path.of("..", "local", "tools", "jinja").toAbsolutePath().toString();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LACKS_SOMETHING = 3;

    private RealJinja() {}

    /** What each host would read, by host. */
    static Map<String, String> render(String text, Map<String, ? extends Iterable<String>> groups, Set<String> hosts) {
        try {
            Process python = new ProcessBuilder(TOOL, "run", "-c", SCRIPT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream in = python.getOutputStream()) {
                in.write(JSON.writeValueAsBytes(Map.of("text", text, "groups", groups, "hosts", hosts)));
            } catch (IOException e) {
                // It ended before it read all of it: its exit status tells why.
            }
            byte[] rendered = python.getInputStream().readAllBytes();
            int code = python.waitFor();
            Assumptions.assumeTrue(code != LACKS_SOMETHING, "SKIPPED, no real Jinja here");
            assertThat(code).isZero();
            Map<String, String> out = new TreeMap<>();
            JSON.readTree(rendered)
                    .properties()
                    .forEach(e -> out.put(e.getKey(), e.getValue().asText()));
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Jinja renders", e);
        }
    }
}
