package dev.gantry.imagebuilder.model.artifact;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A SHA-256 digest in lower-case hexadecimal. */
public record Sha256(String hex) {

    // c8e12c15b881df35e618bdee1f141cbfcc7e112358f0139ceaa95b48e20761e0
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) {
            throw ProblemException.invalid(
                    "digest-malformed",
                    "Digest not readable",
                    new Violation("sha256", hex, "64 hexadecimal digits", "Copy the output of sha256sum"));
        }
    }

    public static Sha256 of(byte[] bytes) {
        return ofDigest(digest().digest(bytes));
    }

    public static Sha256 ofDigest(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    /** A new SHA-256 computation; every Java runtime has it. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 12 digits, enough to tell two things apart on a screen. */
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public String toString() {
        return hex;
    }
}
