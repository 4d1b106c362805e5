package dev.gantry.local.suite.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void namesWhatWentAndWhatCame() {
        assertThat(TextDiff.of("""
            [devices]
            enabled_mdev_types = nvidia-697
            end
            """, """
            [devices]
            enabled_mdev_types = nvidia-697, nvidia-698
            [mdev_nvidia-698]
            end
            """))
                .containsExactly(
                        "- enabled_mdev_types = nvidia-697",
                        "+ enabled_mdev_types = nvidia-697, nvidia-698",
                        "+ [mdev_nvidia-698]");
    }

    @Test
    void isEmptyForTheSameText() {
        assertThat(TextDiff.of("a\nb\n", "a\nb\n")).isEmpty();
    }
}
