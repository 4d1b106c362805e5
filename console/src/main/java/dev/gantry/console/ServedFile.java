package dev.gantry.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** A file as it is sent, plain and packed, with a tag of its content. */
record ServedFile(byte[] plain, byte[] packed, String tag) {

    private static final int TAG_LENGTH = 16;

    static ServedFile of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static ServedFile of(byte[] content) {
        String digest = HexFormat.of().formatHex(sha256(content));
        return new ServedFile(content, packed(content), "\"" + digest.substring(0, TAG_LENGTH) + "\"");
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
