package dev.gantry.inventory.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.kit.blocking.RegularFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Keeps the secrets of webhooks: encrypted (AES-256-GCM) with a key in a file of its own, or only as a reference. */
@ApplicationScoped
public class WebhookSecrets {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int LONGEST_FILE = 8 * 1024;

    private final Path keyFile;
    private final Path folder;
    private final String prefix;

    WebhookSecrets(
            @ConfigProperty(name = "gantry.data-dir") String dataDir,
            @ConfigProperty(name = "gantry.inventory.webhooks.key-path") Optional<String> keyPath,
            @ConfigProperty(name = "gantry.inventory.webhooks.secrets-path") Optional<String> secretsPath,
            @ConfigProperty(name = "gantry.inventory.webhooks.secrets-prefix", defaultValue = "GANTRY_WEBHOOK_")
                    String prefix) {
        this.keyFile = keyPath.map(Path::of).orElse(Path.of(dataDir, "webhook.key"));
        this.folder = secretsPath.map(Path::of).orElse(Path.of(dataDir, "webhook-secrets"));
        this.prefix = prefix;
    }

    /** What a reference may be, for a person. */
    public String allowed() {
        return "env:%s... or file:%s/..., a regular file of at most %d bytes".formatted(prefix, folder, LONGEST_FILE);
    }

    public String seal(String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(UTF_8));
        byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
        return Base64.getEncoder().encodeToString(whole);
    }

    /** Empty when the reference leads nowhere now. */
    public Optional<byte[]> open(@Nullable String sealed, @Nullable String reference) {
        if (sealed == null) {
            return reference == null ? Optional.empty() : resolve(reference);
        }
        byte[] whole = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        return Optional.of(crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(whole, NONCE_BYTES, whole.length)));
    }

    /**
     * {@code env:NAME} or {@code file:/path}, surrounding blanks of a file left out. Empty when there is nothing, and for whatever is
     * not meant for webhooks: names without the prefix, and what is no small regular file below the configured folder.
     */
    public Optional<byte[]> resolve(String reference) {
        String text = null;
        if (reference.startsWith("env:" + prefix)) {
            text = System.getenv(reference.substring("env:".length()));
        } else if (reference.startsWith("file:/")) {
            text = content(reference.substring("file:".length()));
        }
        return text == null || text.isBlank()
                ? Optional.empty()
                : Optional.of(text.strip().getBytes(UTF_8));
    }

    /** Links are followed before the place is held against the folder. A device or a pipe is never opened. */
    private @Nullable String content(String path) {
        try {
            Path real = Path.of(path).toRealPath();
            return real.startsWith(folder.toRealPath())
                    ? new String(RegularFiles.readSmall(real, LONGEST_FILE), UTF_8)
                    : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("webhook secret cannot be opened with the key in " + keyFile, e);
        }
    }

    private synchronized byte[] key() {
        try {
            if (!Files.exists(keyFile)) {
                make();
            }
            byte[] key = Files.readAllBytes(keyFile);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException("webhook key in " + keyFile + " must hold 32 bytes");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("webhook key not readable: " + keyFile, e);
        }
    }

    private void make() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        if (keyFile.getParent() != null) {
            Files.createDirectories(keyFile.getParent());
        }
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(keyFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(java.nio.ByteBuffer.wrap(key));
        } catch (FileAlreadyExistsException e) {
            // Another replica was first; its key counts.
        }
    }
}
