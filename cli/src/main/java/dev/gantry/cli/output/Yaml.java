package dev.gantry.cli.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** YAML of plain maps and lists. Its classes are loaded only when somebody asks for YAML. */
public final class Yaml {
    private static final int WIDTH = 120;

    private Yaml() {}

    public static String write(@Nullable Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(WIDTH)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings).dumpToString(emptyFor(value));
    }

    /** Throws {@link IllegalArgumentException} with the place when it is not YAML. */
    public static Node read(String text) {
        try {
            return new Node(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
    }

    private static Object emptyFor(@Nullable Object value) {
        return value == null ? Map.of() : value instanceof List<?> list && list.isEmpty() ? List.of() : value;
    }
}
