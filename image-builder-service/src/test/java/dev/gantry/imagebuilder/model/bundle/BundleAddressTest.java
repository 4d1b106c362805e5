package dev.gantry.imagebuilder.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://host/x/a.zip",
                "file:///a%00/a.zip",
                "file:///a/b.zip?x",
                "file:///a.zip#x",
                "http://host:99999/a.zip",
                "http://host:0/a.zip",
                "http:///a.zip",
                "https://a b/c.zip",
                "ftp://host/a.zip",
                "http://host",
                "",
                "http://u:p@host/a.zip",
                "https://u@host/a.zip",
                "file://u:p@localhost/a.zip",
                "http://host/a%0d%0ab.zip",
                "nothing",
                "file:relative.zip",
                "jar:file:///a.zip",
                "http://user:secret@under_score/a.zip"
            })
    void refusesWhatNothingCanBeFetchedFrom(String url) {
        assertThatThrownBy(() -> BundleAddress.parse(url)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.name()).isEqualTo("url-malformed");
            assertThat(e.detail()).doesNotContain("secret").doesNotContain("u:p");
        });
    }

    @Test
    void aFileOfThisMachineIsAPath() {
        assertThat(BundleAddress.parse("file:///a%20b/c.zip").file()).contains(Path.of("/a b/c.zip"));
        assertThat(BundleAddress.parse("file://localhost/a/c.zip").file()).contains(Path.of("/a/c.zip"));
        assertThat(BundleAddress.parse("file:/a/c.zip").file()).contains(Path.of("/a/c.zip"));
        assertThat(BundleAddress.parse("https://host:8443/a/c.zip?sig=x").file())
                .isEmpty();
        assertThat(BundleAddress.parse("https://host:8443/a/c.zip?sig=x").fileName())
                .isEqualTo("c.zip");
    }
}
