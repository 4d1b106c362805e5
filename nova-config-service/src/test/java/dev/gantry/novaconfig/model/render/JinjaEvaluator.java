package dev.gantry.novaconfig.model.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders the group form as kayobe (which takes the raw guards off) and then kolla-ansible do. With the real Jinja where python3 has it, else with
 * the little of it that the form uses.
 */
final class JinjaEvaluator {

    // Ansible sets trim_blocks. One process for all hosts: starting python is slower than rendering.
    private static final String SCRIPT = """
        import json, sys, jinja2
        job = json.load(sys.stdin)
        env = jinja2.Environment(trim_blocks=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
        once = env.from_string(job["text"]).render()
        out = {h: env.from_string(once).render(inventory_hostname=h, groups=job["groups"]) for h in job["hosts"]}
        json.dump(out, sys.stdout)
        """;

    // inventory_hostname == "computegpu007"   inventory_hostname in ["a", "b"]   inventory_hostname in
    // groups['compute_vgpu']
    private static final Pattern TEST =
            Pattern.compile("inventory_hostname (?:== \"([^\"]+)\"|in \\[(\"[^\\]]+)\\]|in groups\\['([^']+)'\\])");

    private static final boolean PYTHON = present();

    private JinjaEvaluator() {}

    static boolean isReal() {
        return PYTHON;
    }

    /** What each host would read, by host. */
    static Map<String, String> render(String text, Map<String, ? extends Iterable<String>> groups, Set<String> hosts) {
        return PYTHON ? byPython(text, groups, hosts) : byHand(text, groups, hosts);
    }

    static Map<String, String> byHand(String text, Map<String, ? extends Iterable<String>> groups, Set<String> hosts) {
        Map<String, String> out = new TreeMap<>();
        for (String host : hosts) {
            StringBuilder mine = new StringBuilder();
            boolean taken = false;
            boolean on = true;
            for (String line : text.lines().toList()) {
                if (line.startsWith("{% if ") || line.startsWith("{% elif ")) {
                    boolean fits = holds(line, host, groups);
                    taken = !line.startsWith("{% if ") && taken;
                    on = fits && !taken;
                    taken |= fits;
                } else if (line.startsWith("{% endif")) {
                    on = true;
                } else if (on && !line.startsWith("{%")) {
                    mine.append(line).append('\n');
                }
            }
            out.put(host, mine.toString());
        }
        return out;
    }

    private static boolean holds(String line, String host, Map<String, ? extends Iterable<String>> groups) {
        Matcher m = TEST.matcher(line);
        if (!m.find()) {
            throw new IllegalArgumentException("not a test the form uses: " + line);
        }
        if (m.group(1) != null) {
            return m.group(1).equals(host);
        }
        if (m.group(2) != null) {
            return m.group(2).contains("\"" + host + "\"");
        }
        for (String member : groups.get(m.group(3))) {
            if (member.equals(host)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> byPython(
            String text, Map<String, ? extends Iterable<String>> groups, Set<String> hosts) {
        try {
            var json = new com.fasterxml.jackson.databind.ObjectMapper();
            Process python = new ProcessBuilder("python3", "-c", SCRIPT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var in = python.getOutputStream()) {
                in.write(json.writeValueAsBytes(Map.of("text", text, "groups", groups, "hosts", hosts)));
            }
            byte[] answer = python.getInputStream().readAllBytes();
            Map<String, String> out = new TreeMap<>();
            json.readTree(new String(answer, StandardCharsets.UTF_8))
                    .properties()
                    .forEach(e -> out.put(e.getKey(), e.getValue().asText()));
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean present() {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import jinja2")
                    .redirectErrorStream(true)
                    .start();
            boolean found = python.waitFor(20, TimeUnit.SECONDS) && python.exitValue() == 0;
            if (!found) {
                System.out.println(
                        "python3 with jinja2 is not here: the group form is rendered by the test's own evaluator");
            }
            return found;
        } catch (IOException e) {
            System.out.println("python3 is not here: the group form is rendered by the test's own evaluator");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
