package dev.gantry.imagebuilder.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals bytes with AES-256-GCM under one key; a label is bound in, so that a sealed row cannot pass for another. */
public final class SealedBox {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SealedBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Reads the key, 32 bytes in base64, and makes it first when {@code mayMake} says so and it is not there. */
    public static SealedBox open(Path keyFile, Absent whenAbsent) throws IOException {
        if (whenAbsent == Absent.MAKE && !Files.exists(keyFile)) {
            make(keyFile);
        }
        byte[] key = Base64.getDecoder().decode(Files.readString(keyFile).strip());
        if (key.length != KEY_BYTES) {
            throw new IOException("%s holds %d bytes; a key has %d".formatted(keyFile, key.length, KEY_BYTES));
        }
        return new SealedBox(key);
    }

    /** What to do where there is no key file. */
    public enum Absent {
        MAKE,
        FAIL
    }

    public byte[] seal(byte[] plain, String label) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, plain, label);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException when it was sealed with another key or label, or was changed */
    public byte[] unseal(byte[] sealed, String label) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length), label);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, String label) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(label.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot be opened with this key: " + label, e);
        }
    }

    private static void make(Path keyFile) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(keyFile.getParent());
        Path fresh = Files.createTempFile(
                keyFile.getParent(),
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.WRITE);
        try {
            // a link, not a move: of two services that start together one wins and both read the same
            Files.createLink(keyFile, fresh);
        } catch (FileAlreadyExistsException another) {
            // it is read below
        } finally {
            Files.delete(fresh);
        }
        Files.setPosixFilePermissions(keyFile, Set.copyOf(PosixFilePermissions.fromString("rw-------")));
    }
}
