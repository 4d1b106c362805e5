package dev.gantry.provisioner.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Small input 6: an approval that was given before a restart failed after it. The order of {@code Map.of} is another one at each start of
 * Java; so the same script is made by several Javas and compared.
 */
class ScriptOrderTest {

    private static final int STARTS = 4;
    private static final Map<String, String> PARAMETERS =
            Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "i", "9", "j", "10");

    /** What each of the Javas does. */
    public static void main(String... arguments) {
        String text = arguments[0].equals("raw") ? PARAMETERS.toString() : Shell.assignments(PARAMETERS);
        System.out.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
        System.out.flush();
    }

    @Test
    void scriptIsTheSameAtEachStartOfJava() throws Exception {
        // given: the salt of Java does differ, or this would show nothing
        assertThat(texts("raw")).hasSizeGreaterThan(1);
        // when, then
        assertThat(texts("script")).hasSize(1);
    }

    private static Set<String> texts(String what) throws IOException, InterruptedException {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < STARTS; i++) {
            Process java = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:off",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            ScriptOrderTest.class.getName(),
                            what))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            texts.add(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(java.waitFor()).isZero();
        }
        return texts;
    }
}
