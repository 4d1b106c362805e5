package dev.gantry.novaconfig.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.git.ConfigRepository.Change;
import dev.gantry.novaconfig.model.publish.LeftAlone;
import dev.gantry.novaconfig.model.publish.ManagedBlock;
import dev.gantry.novaconfig.model.render.SiteFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is written beside the lines of an operator. */
class ConfigRepositoryTest extends ConfigRepositoryFixture {

    @Test
    void commitsSignedOffWithTheMessage() throws Exception {
        // when
        PushResult answer = repository().publish(target(), GUIDE);
        // then
        assertThat(answer).isInstanceOf(PushResult.Committed.class);
        assertThat(remote.head().getFullMessage()).isEqualTo("""
            nova: GPU configuration of computegpu007

            - host provisioned

            Signed-off-by: Gantry <gantry@example.org>
            """);
        assertThat(remote.head().getAuthorIdent().getEmailAddress()).isEqualTo("gantry@example.org");
        assertThat(remote.read(CONF).orElseThrow())
                .startsWith(ManagedBlock.BEGIN)
                .contains("computegpu007");
        assertThat(remote.read("README.rst")).contains("kayobe-config\n");
    }

    @Test
    void sameBytesMakeNoCommit() throws Exception {
        // given
        repository().publish(target(), GUIDE);
        String before = remote.head().name();
        // when
        PushResult again = repository().publish(target(), GUIDE);
        // then
        assertThat(again).isEqualTo(new PushResult.Unchanged(before, List.of()));
        assertThat(remote.head().name()).isEqualTo(before);
    }

    @Test
    void operatorsLinesStay() throws Exception {
        // given
        String theirs = "[libvirt]\ncpu_mode = host-model\n";
        remote.commit("cpu mode", Map.of(CONF, theirs));
        // when
        repository().publish(target(), GUIDE);
        // then
        assertThat(remote.read(CONF).orElseThrow())
                .startsWith(theirs + "\n" + ManagedBlock.BEGIN)
                .endsWith(ManagedBlock.END + "\n");
    }

    @Test
    void operatorsConflictingLineIsNamedAndNothingIsPushed() throws Exception {
        // given
        remote.commit(
                "by hand",
                Map.of(CONF, "[libvirt]\ncpu_mode = host-model\n\n[devices]\nenabled_mdev_types = nvidia-700\n"));
        String before = remote.head().name();
        // when
        PushResult answer = repository().publish(target(), GUIDE);
        // then
        assertThat(answer).isInstanceOfSatisfying(PushResult.Conflicting.class, c -> assertThat(c.conflicts())
                .singleElement()
                .satisfies(f -> assertThat(f.subject()).isEqualTo(SiteFiles.GROUP_CONF + ":5")));
        assertThat(remote.head().name()).isEqualTo(before);
    }

    @Test
    void variablesOfAHostThatLeftGoAndTheOperatorsStay() throws Exception {
        // given
        String ours = "inventory/host_vars/gone001/vgpu";
        remote.commit("by hand", Map.of("etc/kayobe/inventory/host_vars/kept001/vgpu", "---\nvgpu_definitions: []\n"));
        repository().publish(target(), new Change(Map.of(ours, "---\nvgpu_definitions: []\n"), List.of(), "two"));
        assertThat(remote.read("etc/kayobe/" + ours)).isPresent();
        // when
        repository().publish(target(), GUIDE);
        // then
        assertThat(remote.read("etc/kayobe/" + ours)).isEmpty();
        assertThat(remote.read("etc/kayobe/inventory/host_vars/kept001/vgpu")).isPresent();
    }

    @Test
    void layerThatWouldTakeOursAwayIsNamedAndNothingIsPushed() throws Exception {
        // given
        String over = "kolla/config/nova/computegpu007/nova-compute.conf";
        remote.commit("by hand", Map.of("etc/kayobe/" + over, "[devices]\nenabled_mdev_types = nvidia-1\n"));
        String before = remote.head().name();
        // when
        PushResult answer = repository()
                .publish(
                        target(),
                        new Change(
                                Map.of(SiteFiles.GROUP_CONF, "[devices]\nenabled_mdev_types = nvidia-697\n"),
                                List.of(),
                                "layers"));
        // then
        assertThat(answer).isInstanceOfSatisfying(PushResult.Conflicting.class, c -> assertThat(c.conflicts())
                .singleElement()
                .satisfies(f -> assertThat(f.subject()).isEqualTo(over + ":2")));
        assertThat(remote.head().name()).isEqualTo(before);
    }

    @Test
    void fileNoLongerWantedLosesOurBlockOnly() throws Exception {
        // given
        String host = "etc/kayobe/kolla/config/nova/gone001/nova-compute.conf";
        String mixed = "etc/kayobe/kolla/config/nova/kept001/nova-compute.conf";
        remote.commit("host file", Map.of(mixed, "[DEFAULT]\ndebug = true\n"));
        repository()
                .publish(
                        target(),
                        new Change(
                                Map.of(
                                        "kolla/config/nova/gone001/nova-compute.conf",
                                        "[devices]\n",
                                        "kolla/config/nova/kept001/nova-compute.conf",
                                        "[devices]\n"),
                                List.of(),
                                "a\n"));
        // when
        repository().publish(target(), GUIDE);
        // then
        assertThat(remote.read(host)).isEmpty();
        assertThat(remote.read(mixed)).contains("[DEFAULT]\ndebug = true\n");
    }

    @Test
    void operatorsYamlIsLeftAloneAndNamed() throws Exception {
        // given
        remote.commit("map", Map.of("etc/kayobe/kolla.yml", "---\nkolla_enable_x: true\n"));
        // when
        PushResult answer = repository()
                .publish(
                        target(),
                        new Change(
                                Map.of("kolla.yml", "---\nours: 1\n", SiteFiles.GROUP_CONF, "[devices]\n"),
                                List.of(),
                                "a\n"));
        // then
        assertThat(remote.read("etc/kayobe/kolla.yml")).contains("---\nkolla_enable_x: true\n");
        assertThat(answer).isInstanceOfSatisfying(PushResult.Committed.class, c -> assertThat(c.left())
                .containsExactly(new LeftAlone(
                        "kolla.yml", "it is the operator's own; add the lines by hand", List.of("ours: 1"))));
    }

    @Test
    void pushInBetweenIsDivergedAndTheNextTryGoesThrough() throws Exception {
        // given
        AtomicInteger tries = new AtomicInteger();
        ConfigRepository repository = new ConfigRepository(temp.resolve("work"), () -> {
            if (tries.getAndIncrement() == 0) {
                pushSomethingElse();
            }
        });
        // when
        PushResult first = repository.publish(target(), GUIDE);
        PushResult second = repository.publish(target(), GUIDE);
        // then
        assertThat(first).isInstanceOfSatisfying(PushResult.Failed.class, f -> assertThat(f.reason())
                .isEqualTo("diverged"));
        assertThat(second).isInstanceOf(PushResult.Committed.class);
        assertThat(remote.read("other")).contains("operator\n");
    }

    @Test
    void broadDeviceSpecOfTheOperatorsIsNamedAndNothingIsPushed() throws Exception {
        // given
        remote.commit(
                "by hand",
                Map.of(
                        "etc/kayobe/kolla/config/nova.conf",
                        "[pci]\npassthrough_whitelist = {\"vendor_id\":\"10de\"}\n"));
        String before = remote.head().name();
        // when
        PushResult answer = repository().publish(target(), GUIDE);
        // then
        assertThat(answer).isInstanceOfSatisfying(PushResult.Conflicting.class, c -> assertThat(c.conflicts())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("foreign-device-spec");
                    assertThat(f.subject()).isEqualTo("kolla/config/nova.conf:2");
                }));
        assertThat(remote.head().name()).isEqualTo(before);
    }

    @Test
    void deviceSpecOfOtherDevicesOrHostsStays() throws Exception {
        // given
        remote.commit(
                "by hand",
                Map.of(
                        "etc/kayobe/kolla/config/nova/othergpu001/nova-compute.conf",
                        "[pci]\ndevice_spec = {\"vendor_id\":\"10de\"}\n",
                        "etc/kayobe/kolla/config/nova.conf",
                        "[pci]\ndevice_spec = {\"vendor_id\":\"15b3\"}\n"));
        // then
        assertThat(repository().publish(target(), GUIDE)).isInstanceOf(PushResult.Committed.class);
    }

    private void pushSomethingElse() {
        try {
            remote.commit("in between", Map.of("other", "operator\n"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void locksThatAKilledPublicationLeftDoNotStopTheNextOne() throws Exception {
        // given
        repository().publish(target(), GUIDE);
        Path clone;
        try (var clones = Files.list(temp.resolve("work"))) {
            clone = clones.findFirst().orElseThrow();
        }
        Files.createFile(clone.resolve(".git/index.lock"));
        Files.createFile(clone.resolve(".git/refs/heads/main.lock"));
        remote.commit("theirs", Map.of("README.rst", "another\n"));
        // when
        PushResult answer = repository().publish(target(), new Change(Map.of(), List.of(), "nothing is left\n"));
        // then
        assertThat(answer).as(answer.toString()).isInstanceOf(PushResult.Committed.class);
    }
}
