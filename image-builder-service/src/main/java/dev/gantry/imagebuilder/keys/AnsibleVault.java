package dev.gantry.imagebuilder.keys;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens what {@code ansible-vault encrypt} and {@code encrypt_string} made: format 1.1 and 1.2 with AES256 (Ansible's vault documentation).
 */
public final class AnsibleVault {

    // $ANSIBLE_VAULT;1.1;AES256
    private static final String HEADER = "$ANSIBLE_VAULT;";
    // what encrypt_string puts before it: token: !vault |
    private static final Pattern IN_YAML =
            Pattern.compile("\\A\\uFEFF?\\s*(?:(?:[\\w.-]+:\\s*)?!vault\\s*\\|[-+]?\\s*)?");
    private static final int ROUNDS = 10_000;

    private AnsibleVault() {}

    public static boolean isVault(String text) {
        return sealed(text).startsWith(HEADER);
    }

    private static String sealed(String text) {
        return IN_YAML.matcher(text).replaceFirst("");
    }

    /** @throws ProblemException {@code vault-not-opened} */
    public static byte[] open(String text, String password) {
        String sealed = sealed(text);
        String[] header = sealed.lines().findFirst().orElse("").split(";");
        if (header.length < 3 || !header[2].equals("AES256")) {
            throw malformed(String.join(";", header), "a header like $ANSIBLE_VAULT;1.1;AES256");
        }
        try {
            String hex = sealed.lines().skip(1).map(String::strip).collect(Collectors.joining());
            String[] parts = new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII).split("\n");
            byte[] salt = HexFormat.of().parseHex(parts[0]);
            byte[] digest = HexFormat.of().parseHex(parts[1]);
            byte[] cipherText = HexFormat.of().parseHex(parts[2]);
            return decrypt(keys(password, salt), digest, cipherText);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw malformed("a body that is not three hexadecimal fields", "the file as ansible-vault wrote it");
        }
    }

    private static byte[] keys(String password, byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 80 * 8);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decrypt(byte[] keys, byte[] digest, byte[] cipherText) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Arrays.copyOfRange(keys, 32, 64), "HmacSHA256"));
            if (!MessageDigest.isEqual(mac.doFinal(cipherText), digest)) {
                throw malformed("a file sealed with another password", "the vault password of this file");
            }
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(keys, 32), "AES"),
                    new IvParameterSpec(Arrays.copyOfRange(keys, 64, 80)));
            byte[] padded = cipher.doFinal(cipherText);
            return Arrays.copyOf(padded, padded.length - padded[padded.length - 1]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemException malformed(String found, String expected) {
        return ProblemException.invalid(
                "vault-not-opened",
                "Vault file cannot be opened",
                new Violation("body", found, expected, "Check gantry.image-builder.tokens.vault-password"));
    }
}
