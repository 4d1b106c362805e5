package dev.gantry.provisioner.guest.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.HostTree;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code /etc/nvidia/gridd.conf} says, however it is written. */
class GriddConfTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FeatureType=1 | 1",
                "  FeatureType=1 | 1",
                "<TAB>FeatureType = 1 | 1",
                "FeatureType=<TAB>1  | 1",
                "FeatureType=1<CR><LF>EnableUI=TRUE<CR> | 1",
                "#FeatureType=2<LF>FeatureType=1 | 1",
                "# FeatureType=2 | ''",
                "FeatureType=1<LF>FeatureType=1 | 1",
                "FeatureType=4<LF> FeatureType=1 | 1 and 4",
                "FeatureTypes=1 | ''",
                "FeatureType= | ''",
            })
    void featureTypeIsReadInEachSpelling(String text, String told) throws Exception {
        assertThat(facts(text).gridd().featureType()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " ClientConfigTokenPath = /etc/nvidia/tokens/ <CR> | /etc/nvidia/tokens",
                "ClientConfigTokenPath=/a | /a",
                "#ClientConfigTokenPath=/a | /etc/nvidia/ClientConfigToken",
            })
    void folderOfTheTokenIsReadInEachSpelling(String text, String told) throws Exception {
        assertThat(facts(text).gridd().tokenFolder()).isEqualTo(told);
    }

    private GuestFacts facts(String text) throws Exception {
        HostTree tree = new HostTree(folder.resolve("root"))
                .file(
                        "etc/nvidia/gridd.conf",
                        text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<LF>", "\n") + "\n");
        HostTree.Said said = tree.run("/bin/sh", GuestInspection.script(""));
        assertThat(said.code()).as(said.text()).isZero();
        return GuestInspection.parse(said.text());
    }
}
