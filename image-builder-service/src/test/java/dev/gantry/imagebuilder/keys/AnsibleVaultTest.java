package dev.gantry.imagebuilder.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.imagebuilder.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file was made by {@code ansible-vault encrypt} of ansible-core 2.19 or newer. */
class AnsibleVaultTest {

    @Test
    void opensAFileThatAnsibleVaultMade() throws IOException {
        assertThat(new String(AnsibleVault.open(vault(), "vault-password-of-a-test"), StandardCharsets.UTF_8))
                .isEqualTo("eyJhbGciOiJSUzI1NiJ9.bWFkZS11cA.c2ln\n");
    }

    @Test
    void opensItWhereverAnEditorOrEncryptStringPutIt() throws IOException {
        String inYaml = "token: !vault |\n" + vault().indent(10);
        String withVaultId = vault().replace(";1.1;AES256", ";1.2;AES256;site");
        for (String given : List.of(inYaml, withVaultId, "\uFEFF" + vault(), vault().replace("\n", "\r\n"))) {
            assertThat(AnsibleVault.isVault(given)).as(given).isTrue();
            assertThat(AnsibleVault.open(given, "vault-password-of-a-test"))
                    .asString()
                    .startsWith("eyJ");
        }
        assertThat(AnsibleVault.isVault("eyJhbGciOiJSUzI1NiJ9.bWFkZS11cA.c2ln")).isFalse();
    }

    @Test
    void refusesAnotherPasswordAndADamagedFile() throws IOException {
        String vault = vault();

        assertThat(AnsibleVault.isVault(vault)).isTrue();
        assertThatThrownBy(() -> AnsibleVault.open(vault, "wrong")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> AnsibleVault.open("$ANSIBLE_VAULT;1.1;AES256\n6162\n", "x"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> AnsibleVault.open("$ANSIBLE_VAULT;1.0;AES\n", "x"))
                .isInstanceOf(ProblemException.class);
    }

    private static String vault() throws IOException {
        try (InputStream in = AnsibleVaultTest.class.getResourceAsStream("/keys/token.vault")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
