package dev.gantry.gpu.layout;

import dev.gantry.gpu.pci.PciAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The guide's vgpu_definitions (group_vars/compute_vgpu/vgpu) as docs/gpu-model.md shows them, and the cards that they are for. */
public final class GuideLayout {

    static final Path PAGE = Path.of("..", "docs", "gpu-model.md");
    public static final PciAddress MIG_CARD = PciAddress.parse("0000:17:00.0");
    public static final PciAddress TIME_SLICED_CARD = PciAddress.parse("0000:65:00.0");
    static final Map<?, ?> PLAIN = plain();

    private static final int TOTAL_VFS = 16;

    private GuideLayout() {}

    public static VgpuLayout layout() {
        return ((DefinitionResult.Readable) VgpuDefinitions.read(PLAIN)).layout();
    }

    public static List<CardFacts> a100s() {
        return List.of(a100(MIG_CARD), a100(TIME_SLICED_CARD));
    }

    public static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CardFacts a100(PciAddress address) {
        return new CardFacts(address, "0x20b5", TOTAL_VFS, true, 81_920);
    }

    private static Map<?, ?> plain() {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page());
        if (!block.find()) {
            throw new IllegalStateException("no yaml block in " + PAGE);
        }
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(block.group(1));
    }
}
