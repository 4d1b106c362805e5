package dev.gantry.provisioner.guest.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a text can be a client configuration token of NVIDIA's licence system: a JWT, nothing before or after it. */
public final class LicenceTokenText {

    // eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE5MDAwMDAwMDB9.c2lnbmF0dXJl
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");
    // "exp": 1900000000
    private static final Pattern EXPIRES = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,12})");

    private LicenceTokenText() {}

    /** What is wrong with it, without quoting it; empty: nothing. One newline at the end, as editors leave it, is nothing. */
    public static Optional<String> flaw(String text, Instant now) {
        Matcher jwt = JWT.matcher(withoutLastNewline(text));
        if (!jwt.matches()) {
            return Optional.of(
                    "is no client configuration token: wanted three parts of letters, digits, - and _ with dots"
                            + " between and nothing else; copied text can hold invisible characters, so use the file as"
                            + " downloaded");
        }
        Matcher expires = EXPIRES.matcher(payload(jwt.group(1)));
        if (expires.find()
                && !Instant.ofEpochSecond(Long.parseLong(expires.group(1))).isAfter(now)) {
            return Optional.of("expired at " + Instant.ofEpochSecond(Long.parseLong(expires.group(1)))
                    + "; generate a new one in the licence portal");
        }
        return Optional.empty();
    }

    public static String withoutLastNewline(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String payload(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
