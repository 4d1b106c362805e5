package dev.gantry.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.flow.settings.InventorySettings;
import dev.gantry.inventory.model.host.Flag;
import dev.gantry.inventory.model.text.YamlResult;
import dev.gantry.inventory.yaml.AnsibleYamlReader;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the pages on inventory to what is true. */
class DocsTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("../docs").resolve(name));
    }

    @Test
    void everyBlockOfThePageCanBeParsed() throws IOException {
        // given
        Matcher block = BLOCK.matcher(page("inventory.md"));
        List<String> kinds = new ArrayList<>();
        // when, then
        while (block.find()) {
            kinds.add(block.group(1));
            check(block.group(1), block.group(2));
        }
        assertThat(kinds).contains("yaml", "json", "shell");
    }

    private static void check(String kind, String text) {
        switch (kind) {
            case "yaml" ->
                assertThat(new AnsibleYamlReader().read("page", text)).isInstanceOf(YamlResult.Read.class);
            case "json" ->
                assertThatCode(() -> new ObjectMapper().readTree(text)).doesNotThrowAnyException();
            default ->
                assertThatCode(() -> assertThat(new ProcessBuilder("sh", "-n", "-c", text)
                                        .start()
                                        .waitFor())
                                .isZero())
                        .doesNotThrowAnyException();
        }
    }

    @Test
    void everyFlagIsOnThePageOfTheLifecycle() throws IOException {
        // when
        String page = page("lifecycle.md");
        // then
        assertThat(Arrays.stream(Flag.values()).map(f -> "`" + f.word() + "`")).allMatch(page::contains);
    }

    @Test
    void everySettingIsInTheTableWithItsDefault() throws IOException {
        // given
        String page = page("inventory.md");
        // when
        List<String> rows = new ArrayList<>();
        for (Method part : InventorySettings.class.getMethods()) {
            for (Method setting :
                    part.getReturnType().isInterface() ? part.getReturnType().getMethods() : new Method[0]) {
                WithDefault value = setting.getAnnotation(WithDefault.class);
                String name = "| `gantry.inventory.%s.%s` |".formatted(part.getName(), kebab(setting.getName()));
                rows.add(value == null ? name : name + " " + value.value() + " |");
            }
        }
        // then
        assertThat(rows).hasSize(15).allMatch(page::contains);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
