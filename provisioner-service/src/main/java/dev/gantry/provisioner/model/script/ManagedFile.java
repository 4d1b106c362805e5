package dev.gantry.provisioner.model.script;

import dev.gantry.provisioner.model.facts.FoundFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that is ours on the host: it begins with our mark, and nothing but our text is in it. */
public record ManagedFile(String path, String mode, String text) {
    public static final String MARK = "# Managed by Gantry. Changes made here are lost.";
    public static final String GRUB_DROP_IN = "/etc/default/grub.d/99-gantry.cfg";

    public static ManagedFile of(String path, String mode, String body) {
        return new ManagedFile(path, mode, MARK + "\n" + body);
    }

    /** It is there as it shall be. */
    public boolean isIn(FoundFiles files) {
        return files.file(path)
                .filter(f -> f.sha256().equals(sha256()) && f.mode().equals(mode.replaceFirst("^0", "")))
                .isPresent();
    }

    private String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
