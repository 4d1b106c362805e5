package dev.gantry.novaconfig.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.novaconfig.model.flavor.Flavor;
import dev.gantry.novaconfig.model.flavor.FlavorPlan;
import dev.gantry.openstack.CloudSession;
import dev.gantry.openstack.CloudsYaml;
import dev.gantry.openstack.RemoteException;
import dev.gantry.simulator.cloud.SimulatedCloud;
import dev.gantry.testing.tls.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NovaFlavorsTest extends CloudFixture {
    @Test
    void flavorsAreCreatedOnceAndKeptUp() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        Flavor first =
                flavor(8, List.of("research"), Map.of("resources:CUSTOM_NVIDIA_700", "1", "hw_rng:allowed", "True"));
        Flavor changed = flavor(8, List.of("teaching"), Map.of("resources:CUSTOM_NVIDIA_699", "1"));
        // when
        plan(nova, first).steps().forEach(nova::apply);
        FlavorPlan again = plan(nova, first);
        FlavorPlan next = plan(nova, changed);
        next.steps().forEach(nova::apply);
        // then
        assertThat(again.steps()).isEmpty();
        assertThat(next.steps()).hasSize(4);
        assertThat(plan(nova, changed).steps()).isEmpty();
        assertThat(cloud.grantsOf("vgpu.a100.2g.20gb")).containsExactly("p-2");
    }

    @Test
    void swapAndEphemeralDisksNeedANewName() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        plan(nova, flavor(8, List.of(), Map.of())).steps().forEach(nova::apply);
        cloud.scratch(4096, 10);
        // when
        FlavorPlan plan = plan(nova, flavor(8, List.of(), Map.of()));
        // then
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(FlavorPlan.NeedsNewName.class, s -> assertThat(
                        s.difference())
                .contains("with swap 4096 MiB, ephemeral 10 GB is there"));
    }

    @Test
    void changedSizeNeedsANewName() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        plan(nova, flavor(8, List.of(), Map.of())).steps().forEach(nova::apply);
        // when
        FlavorPlan plan = plan(nova, flavor(16, List.of(), Map.of()));
        // then
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(FlavorPlan.NeedsNewName.class, s -> assertThat(
                        s.summary())
                .contains("8 vcpus", "16 vcpus", "new name"));
    }

    @Test
    void projectThatIsTakenOutLosesItsAccess() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        plan(nova, flavor(8, List.of("research"), Map.of())).steps().forEach(nova::apply);
        // when
        FlavorPlan plan = plan(nova, flavor(8, List.of(), Map.of()));
        // then
        assertThat(plan.steps())
                .extracting(FlavorPlan.Step::summary)
                .containsExactly("no longer let project research use vgpu.a100.2g.20gb");
        plan.steps().forEach(nova::apply);
        assertThat(plan(nova, flavor(8, List.of(), Map.of())).steps()).isEmpty();
    }

    @Test
    void accessOfAFlavorOfWhichNobodySaysWhoMayUseItStays() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        plan(nova, flavor(8, List.of("research"), Map.of())).steps().forEach(nova::apply);
        // then
        assertThat(FlavorPlan.of(List.of(flavor(8, List.of(), Map.of())), nova.list(), Map.of())
                        .steps())
                .isEmpty();
    }

    @Test
    void novasRefusalIsQuoted() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        // then
        assertThatThrownBy(() -> plan(nova, flavor(8, List.of(), Map.of("resources:VGPU", "one")))
                        .steps()
                        .forEach(nova::apply))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.retryable()).isFalse();
                    assertThat(e).hasMessageContaining("is not a valid integer value");
                });
    }

    @Test
    void roleThatMayNotAndNameThatIsTakenAreQuotedAndNotRetried() {
        // given
        NovaFlavors nova = new NovaFlavors(session("site"));
        FlavorPlan plan = plan(nova, flavor(8, List.of(), Map.of()));
        plan.steps().forEach(nova::apply);
        // then
        assertThatThrownBy(() -> plan.steps().forEach(nova::apply))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.status()).isEqualTo(409);
                    assertThat(e.retryable()).isFalse();
                })
                .hasMessageContaining("already exists");
        cloud.forbidChanges();
        assertThatThrownBy(() -> plan.steps().forEach(nova::apply))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.status()).isEqualTo(403);
                    assertThat(e.retryable()).isFalse();
                })
                .hasMessageContaining("os-flavor-manage:create");
    }

    @Test
    void cloudOfTheSitesOwnAuthorityIsTrustedByItsCacert() throws Exception {
        // given
        SelfSignedCertificate authority = SelfSignedCertificate.in(temp);
        try (SimulatedCloud tls = SimulatedCloud.overTls(authority.server())) {
            Path plain = CloudsFile.of(tls, temp);
            Path told = Files.writeString(
                    temp.resolve("own.yaml"),
                    Files.readString(plain)
                            .replace(
                                    "  site:\n",
                                    "  site:\n    cacert: " + authority.pem().getFileName() + "\n"));
            // when
            FlavorPlan plan = plan(
                    new NovaFlavors(new CloudSession(CloudsYaml.read(told, "site"))), flavor(8, List.of(), Map.of()));
            // then
            assertThat(plan.steps()).isNotEmpty();
            assertThatThrownBy(() -> plan(
                            new NovaFlavors(new CloudSession(CloudsYaml.read(plain, "site"))),
                            flavor(8, List.of(), Map.of())))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("is not trusted");
        }
    }

    private static FlavorPlan plan(NovaFlavors nova, Flavor wanted) {
        Map<String, List<String>> projects = new HashMap<>();
        var existing = nova.list();
        existing.forEach(e -> projects.put(e.id(), nova.projects(e.id(), wanted.projects())));
        return FlavorPlan.of(List.of(wanted), existing, projects);
    }

    private static Flavor flavor(int vcpus, List<String> projects, Map<String, String> specs) {
        return new Flavor(
                "vgpu.a100.2g.20gb", new Flavor.Size(65536, 30, vcpus), Flavor.Access.PRIVATE, projects, specs);
    }
}
