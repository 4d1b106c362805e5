package dev.gantry.provisioner.model.mig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.provisioner.model.facts.card.FoundMig;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigReaderTest {
    private static final MigProfile TWO = MigProfile.parse("2g.20gb");
    private static final MigProfile ONE = MigProfile.parse("1g.10gb");

    @Test
    void readsWhereEachInstanceLies() {
        // when
        List<FoundMig> found =
                read("|   0  MIG 2g.20gb          14        3          4:2     |", "|   0  MIG 1g.10gb 19 9 0:1 |");
        // then
        assertThat(found).singleElement().satisfies(mig -> {
            assertThat(mig.instances()).containsEntry(TWO, 1).containsEntry(ONE, 1);
            assertThat(mig.placements())
                    .containsExactly(new FoundMig.Instance(ONE, 0, 1), new FoundMig.Instance(TWO, 4, 2));
        });
    }

    @Test
    void countsAnInstanceOfWhichThePlaceIsNotTold() {
        // when
        List<FoundMig> found = read("|   0  MIG 2g.20gb          14        3 ");
        // then
        assertThat(found).singleElement().satisfies(mig -> {
            assertThat(mig.instances()).containsEntry(TWO, 1);
            assertThat(mig.placements()).isEmpty();
        });
    }

    private static List<FoundMig> read(String... instances) {
        List<String> lines = new ArrayList<>(List.of("mig-mode\t00000000:17:00.0, 0, Enabled, Enabled"));
        List.of(instances).forEach(line -> lines.add("mig-instance\t" + line));
        return MigReader.read(InspectionOutput.of(lines));
    }
}
