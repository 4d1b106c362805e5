package dev.gantry.imagebuilder.dib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmPackagesTest {

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = folder.resolve("root");
        Files.createDirectories(root.resolve("var/lib/rpm"));
        Files.writeString(root.resolve("var/lib/rpm/rpmdb.sqlite"), "SQLite");
    }

    @Test
    void aCopyOfTheDatabaseIsReadAndBecomesTheBillOfMaterials() throws IOException {
        // given
        String rpm = program("""
            [ -s "$2/rpmdb.sqlite" ] && [ "$1 $3" = "--dbpath -qa" ] || exit 1
            printf 'bash\\t5.1.8-9.el9\\tx86_64\\ngpg-pubkey\\t350d275d-6279464b\\t(none)\\nopenssl\\t1:3.0.7-27.el9\\tx86_64\\n'
            """);

        // when
        RpmPackages.Found found = new RpmPackages(rpm).read(root, folder.resolve("scratch"));
        Sbom.write(folder, folder.resolve("sbom.json"), "rocky", "debian", found);

        // then
        assertThat(found.missing()).isEmpty();
        assertThat(found.packages()).extracting(RpmPackages.Package::name).containsExactly("bash", "openssl");
        assertThat(folder.resolve("sbom.json"))
                .content()
                .contains("pkg:rpm/openssl@3.0.7-27.el9?arch=x86_64&epoch=1")
                .contains("\"complete\"");
    }

    @Test
    void theBillOfMaterialsSaysWhenRpmIsNotThere() throws IOException {
        RpmPackages.Found found =
                new RpmPackages(folder.resolve("no-rpm").toString()).read(root, folder.resolve("scratch"));
        Sbom.write(folder, folder.resolve("sbom.json"), "rocky", "debian", found);

        assertThat(found.missing()).get().asString().contains("rpm is not on this machine");
        assertThat(folder.resolve("sbom.json")).content().contains("incomplete").contains("rpm is not on this machine");
    }

    @Test
    void aDamagedDatabaseIsNoWholeList() throws IOException {
        RpmPackages.Found found = new RpmPackages(program("echo 'error: cannot open Packages database'; exit 1"))
                .read(root, folder.resolve("scratch"));

        assertThat(found.missing()).contains("rpm: error: cannot open Packages database");
    }

    private String program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("rpm"), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
