package dev.gantry.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.org/infra/kayobe-config.git",
                "http://git.example.org:3000/infra/kayobe-config",
                "ssh://git@git.example.org:2222/infra/kayobe-config.git",
                "git@git.example.org:infra/kayobe-config.git",
                "file:///srv/git/kayobe-config.git"
            })
    void takesWhatGitServersGive(String address) {
        assertThat(GitAddress.parse(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c touch% /tmp/x",
                "ext::sh",
                "--upload-pack=touch /tmp/x",
                "-oProxyCommand=x@host:repo",
                "ssh://-oProxyCommand=x/repo",
                "ssh://git@-oProxyCommand=x/repo",
                "https://user:secret@git.example.org/repo.git",
                "https://token@git.example.org/repo.git",
                "ssh://git:secret@git.example.org/repo.git",
                "file://host/srv/repo.git",
                "file:relative",
                "/srv/git/repo.git",
                "../repo.git",
                "git://git.example.org/repo.git",
                "ftp://git.example.org/repo.git",
                "amazon-s3://bucket/repo.git",
                "https://git.example.org/re po.git",
                "https://git.example.org/repo.git\nhttps://other",
                "https://",
                "https:///repo.git",
                ""
            })
    void refusesWhatMeansMoreToGitThanItSays(String address) {
        assertThat(GitAddress.parse(address)).isEmpty();
    }
}
