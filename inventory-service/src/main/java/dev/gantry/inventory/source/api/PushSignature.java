package dev.gantry.inventory.source.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call comes from the Git server. GitHub, Gitea and Forgejo sign the body ({@code X-Hub-Signature-256: sha256=<hex>}, {@code
 * X-Gitea-Signature: <hex>}), GitLab sends the secret itself ({@code X-Gitlab-Token}). Source: the servers' pages on webhooks.
 */
record PushSignature(@Nullable String signature, @Nullable String token) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHUNK = 8192;

    /** Reads the body to its end and keeps none of it. */
    boolean holds(byte[] secret, InputStream body) throws IOException {
        byte[] made = sum(secret, body);
        if (signature != null) {
            String sent = signature.strip().toLowerCase(Locale.ROOT).replaceFirst("^sha256=", "");
            return isSame(HexFormat.of().formatHex(made), sent);
        }
        return token != null && isSame(new String(secret, StandardCharsets.UTF_8), token);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sum(byte[] secret, InputStream body) throws IOException {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] chunk = new byte[CHUNK];
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                mac.update(chunk, 0, read);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
