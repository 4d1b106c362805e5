package dev.gantry.inventory.imports.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManagedBlockFilterTest {

    private static final String BLOCK = """
        # BEGIN GANTRY: made from the devices of the hosts, changes in here are lost
        vgpu_definitions: []
        # END GANTRY
        """;

    @Test
    void fileOfTheOperatorStaysAsItIs() {
        ManagedBlockFilter lines = ManagedBlockFilter.of("a: 1\nb: '# BEGIN GANTRY'\n");
        assertThat(lines.areThere()).isFalse();
        assertThat(lines.others()).isEqualTo("a: 1\nb: '# BEGIN GANTRY'\n");
    }

    @Test
    void fileThatIsWhollyPublishedHoldsNothingElse() {
        assertThat(ManagedBlockFilter.of(BLOCK).isAll()).isTrue();
        assertThat(ManagedBlockFilter.of(BLOCK + "\n" + BLOCK.stripTrailing()).isAll())
                .isTrue();
    }

    @Test
    void linesBesideKeepTheirNumbers() {
        ManagedBlockFilter lines = ManagedBlockFilter.of("a: 1\n" + BLOCK + "b: 2\n" + BLOCK + "c: 3\n");
        assertThat(lines.areThere()).isTrue();
        assertThat(lines.isAll()).isFalse();
        assertThat(lines.others()).isEqualTo("a: 1\n\n\n\nb: 2\n\n\n\nc: 3\n");
    }

    @Test
    void blockWithoutAnEndIsTheOperatorsToMend() {
        ManagedBlockFilter lines = ManagedBlockFilter.of("# BEGIN GANTRY: made\na: 1\n");
        assertThat(lines.areThere()).isFalse();
        assertThat(lines.others()).contains("a: 1");
    }
}
