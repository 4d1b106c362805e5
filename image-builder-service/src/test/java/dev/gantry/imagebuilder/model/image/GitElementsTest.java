package dev.gantry.imagebuilder.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.imagebuilder.model.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitElementsTest {

    @ParameterizedTest
    @CsvSource({
        "https://opendev.org/openstack/diskimage-builder, opendev.org",
        "http://git.example.org:8080/a.git, git.example.org",
        "ssh://git@git.example.org:2222/a.git, git.example.org",
        "git@git.example.org:infra/elements.git, git.example.org",
        "git.example.org:elements.git, git.example.org",
        "git://git.example.org/a.git, git.example.org",
        "https://192.0.2.7/a.git, 192.0.2.7"
    })
    void addressesThatGitTakesAreTaken(String repo, String host) {
        GitElements elements = new GitElements(repo, null, "stable/2025.1", "elements/sub");
        assertThat(elements.violations("gitElements[0]")).isEmpty();
        assertThat(elements.address().orElseThrow().getHost()).isEqualTo(host);
    }

    @Test
    void fileOfThisMachineIsTaken() {
        assertThat(new GitElements("file:///srv/git/elements.git", null, "HEAD", null).violations("g"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c touch% /tmp/x",
                "ext::sh",
                "fd::17",
                "persistent-https::https://git.example.org/a",
                "--upload-pack=touch /tmp/x",
                "-u./x",
                "ssh://-oProxyCommand=x/a",
                "-oProxyCommand=x:a",
                "git.example.org:-a",
                "https://user:secret@git.example.org/a.git",
                "https://token@git.example.org/a.git",
                "ssh://git:secret@git.example.org/a.git",
                "file://other.example.org/a",
                "/srv/git/elements",
                "../elements",
                "elements",
                "ftp://git.example.org/a",
                "https://git.example.org/a\nb",
                "https:///a",
                ""
            })
    void whatGitTakesForMoreThanAnAddressIsRefused(String repo) {
        List<Violation> violations = new GitElements(repo, null, "main", null).violations("gitElements[1]");
        assertThat(violations).singleElement().satisfies(v -> {
            assertThat(v.where()).isEqualTo("gitElements[1].repo");
            assertThat(v.found()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"--upload-pack=x", "-q", "a b", "a..b", "", "main@{1}", "$(x)", "a;b"})
    void whatIsNoBranchTagOrCommitIsRefused(String version) {
        assertThat(new GitElements("https://git.example.org/a", null, version, null).violations("g"))
                .singleElement()
                .satisfies(v -> assertThat(v.where()).isEqualTo("g.version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc", "a/../../b", "-x", "a b"})
    void folderOutsideTheRepositoryIsRefused(String folder) {
        assertThat(new GitElements("https://git.example.org/a", null, "v1", folder).violations("g"))
                .singleElement()
                .satisfies(v -> assertThat(v.where()).isEqualTo("g.elementsPath"));
    }

    @Test
    void whatIsStoredIsItsFieldsAlone() throws Exception {
        ObjectMapper json = new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
        GitElements elements = new GitElements("https://git.example.org/a", null, "v1", "elements");
        assertThat(json.readValue(json.writeValueAsBytes(elements), GitElements.class))
                .isEqualTo(elements);
    }
}
