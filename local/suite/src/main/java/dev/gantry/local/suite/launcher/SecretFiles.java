package dev.gantry.local.suite.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The bearer token and the SSH key of a suite, made at its first start and kept. */
public final class SecretFiles {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY_TYPE = "ssh-ed25519";
    private static final int CIPHER_BLOCK = 8;

    private SecretFiles() {}

    /** The file with the token. */
    public static Path token(SuiteFolder home) {
        return random(home, home.resolve("token"));
    }

    /** The file with the password of the simulated cloud. */
    static Path cloudPassword(SuiteFolder home) {
        return random(home, home.make("cloud").resolve("password"));
    }

    private static Path random(SuiteFolder home, Path file) {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            RANDOM.nextBytes(random);
            home.writeSecret(file, HexFormat.of().formatHex(random));
        }
        return file;
    }

    /** The private key in OpenSSH's format (PROTOCOL.key in OpenSSH's sources); the public one lies beside it as .pub. */
    static Path sshKey(SuiteFolder home) {
        Path file = home.make("ssh").resolve("id_ed25519");
        if (!Files.exists(file)) {
            KeyPair pair = ed25519();
            byte[] point = point(pair);
            byte[] blob = join(KEY_TYPE.getBytes(StandardCharsets.US_ASCII), point);
            home.writeSecret(file, privateKey(pair, point, blob));
            write(
                    file.resolveSibling("id_ed25519.pub"),
                    KEY_TYPE + " " + Base64.getEncoder().encodeToString(blob) + " gantry\n");
        }
        return file;
    }

    /** One line, as in authorized_keys. */
    public static String publicKey(SuiteFolder home) {
        Path key = sshKey(home);
        try {
            return Files.readString(key.resolveSibling(key.getFileName() + ".pub"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the public key of " + key, e);
        }
    }

    private static String privateKey(KeyPair pair, byte[] point, byte[] blob) {
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] check = new byte[4];
        RANDOM.nextBytes(check);
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(check);
        inner.writeBytes(check);
        inner.writeBytes(
                join(KEY_TYPE.getBytes(StandardCharsets.US_ASCII), point, concat(seed, point), ascii("gantry")));
        for (int pad = 1; inner.size() % CIPHER_BLOCK != 0; pad++) {
            inner.write(pad);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(ascii("openssh-key-v1\0"));
        whole.writeBytes(join(ascii("none"), ascii("none"), new byte[0]));
        whole.writeBytes(ByteBuffer.allocate(4).putInt(1).array());
        whole.writeBytes(join(blob, inner.toByteArray()));
        String body = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(whole.toByteArray());
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK makes no Ed25519 keys", e);
        }
    }

    /** The last 32 bytes of the X.509 form are the point as RFC 8032 writes it. */
    private static byte[] point(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    /** SSH strings: each part after its length in four bytes. */
    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
