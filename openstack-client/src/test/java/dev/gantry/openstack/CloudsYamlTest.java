package dev.gantry.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.openstack.Cloud.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudsYamlTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://cloud:5000/v3,https://cloud:5000",
        "https://cloud:5000/v3/,https://cloud:5000",
        "https://cloud:5000,https://cloud:5000",
        "https://cloud/identity/,https://cloud/identity",
        "https://cloud/identity/v3,https://cloud/identity",
        "https://cloud:5000/v2.0,https://cloud:5000"
    })
    void keystonesAddressIsTakenWithAndWithoutVersion(String written, String base) throws IOException {
        assertThat(read("auth: {auth_url: '" + written + "', username: u, password: p}")
                        .authUrl())
                .isEqualTo(base);
    }

    @Test
    void secretsMayStandInTheFileBeside() throws IOException {
        // given
        Files.writeString(folder.resolve("secure.yaml"), "clouds: {site: {auth: {password: hidden}}}");
        // when
        Cloud cloud = read("auth: {auth_url: 'http://k', username: gantry, project_name: admin}");
        // then
        assertThat(cloud.identity().toString()).contains("gantry", "hidden");
        assertThat(cloud.toString()).doesNotContain("hidden");
        assertThat(cloud.scope())
                .isEqualTo(Map.of("project", Map.of("name", "admin", "domain", Map.of("id", "default"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project_id: 4f0a|{project={id=4f0a}}",
                "system_scope: all|{system={all=true}}",
                "domain_name: Heat|{domain={name=Heat}}",
                "user_domain_name: Default|null"
            })
    void scopeIsWhatIsNamed(String named, String scope) throws IOException {
        assertThat(String.valueOf(read("auth: {auth_url: 'http://k', username: u, password: p, " + named + "}")
                        .scope()))
                .isEqualTo(scope);
    }

    @Test
    void oneDomainIsThatOfUserAndProject() throws IOException {
        // when
        Cloud cloud = read("auth: {auth_url: 'http://k', username: u, password: p, project_name: a, domain_name: D}");
        // then
        assertThat(cloud.identity().toString()).contains("domain={name=D}");
        assertThat(String.valueOf(cloud.scope())).contains("domain={name=D}");
    }

    @Test
    void trustIsTheAuthoritiesOrNobodysWord() throws IOException {
        String auth = "auth: {auth_url: 'https://k', username: u, password: p}";
        assertThat(read(auth).trust()).isEqualTo(new Trust.System());
        assertThat(read(auth + ", cacert: own.pem").trust())
                .isEqualTo(new Trust.Authorities(folder.resolve("own.pem")));
        assertThat(read(auth + ", verify: false").trust()).isEqualTo(new Trust.Anyone());
        assertThat(read(auth + ", insecure: true").trust()).isEqualTo(new Trust.Anyone());
        assertThat(read(auth + ", verify: true").trust()).isEqualTo(new Trust.System());
    }

    @Test
    void interfaceRegionAndEndpointsAreTaken() throws IOException {
        // when
        Cloud cloud = read("auth: {auth_url: 'http://k', username: u, password: p}, interface: internalURL,"
                + " regions: [{name: North}, South], placement_endpoint_override: 'http://p:8778'");
        // then
        assertThat(cloud.networkInterface()).isEqualTo("internal");
        assertThat(cloud.region()).isEqualTo("North");
        assertThat(cloud.endpoints()).isEqualTo(Map.of("placement", "http://p:8778"));
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        for (String[] wrong : List.of(
                new String[] {"auth: {auth_url: 'http://k'}, auth_type: v3oidcpassword", "v3oidcpassword"},
                new String[] {"auth: {auth_url: cloud.example.org, username: u, password: p}", "cloud.example.org"},
                new String[] {"auth: {username: u, password: p}", "no auth_url"},
                new String[] {"auth: {auth_url: 'http://k', username: u}", "neither username and password"},
                new String[] {"auth: {auth_url: 'http://k', username: u, password: p}, cert: c.pem", "certificate"})) {
            assertThatThrownBy(() -> read(wrong[0]))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining(wrong[1]);
        }
    }

    private Cloud read(String site) throws IOException {
        Path file = Files.writeString(folder.resolve("clouds.yaml"), "clouds: {site: {" + site + "}}");
        return CloudsYaml.read(file, "site");
    }
}
