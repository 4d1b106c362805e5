package dev.gantry.kit.jinja.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.kit.jinja.value.EvaluationException;
import dev.gantry.kit.jinja.value.JinjaArguments;
import dev.gantry.kit.jinja.value.JinjaExpression;
import dev.gantry.kit.jinja.value.JinjaNumbers;
import dev.gantry.kit.jinja.value.JinjaOperators;
import dev.gantry.kit.python.PythonJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Filters that write a value in another form, or read one: JSON, base64, digests. */
final class EncodingFilters {

    /** Ansible's own. Source: plugins/filter/core.py, UUID_NAMESPACE_ANSIBLE. */
    private static final String NAMESPACE = "361E6D51-FAEC-444A-9079-341386DA8E2E";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Map<String, String> DIGESTS = Map.of(
            "md5", "MD5", "sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384", "SHA-384", "sha512",
            "SHA-512");

    static final Map<String, JinjaFilter> ALL = Map.ofEntries(
            Map.entry("to_json", (value, arguments, scope) -> json(value, arguments, 0, false)),
            Map.entry("to_nice_json", (value, arguments, scope) -> json(value, arguments, 4, true)),
            Map.entry("from_json", (value, arguments, scope) -> ofJson(value)),
            Map.entry("b64encode", (value, arguments, scope) -> Base64.getEncoder()
                    .encodeToString(bytes(value))),
            Map.entry("b64decode", (value, arguments, scope) -> decoded(JinjaExpression.text(value))),
            Map.entry("hash", (value, arguments, scope) -> digest(arguments.text(0, "hashtype", "sha1"), bytes(value))),
            Map.entry("md5", (value, arguments, scope) -> digest("md5", bytes(value))),
            Map.entry("sha1", (value, arguments, scope) -> digest("sha1", bytes(value))),
            Map.entry("checksum", (value, arguments, scope) -> digest("sha1", bytes(value))),
            Map.entry(
                    "to_uuid",
                    (value, arguments, scope) ->
                            uuid(JinjaExpression.text(value), arguments.text(0, "namespace", NAMESPACE))));

    private EncodingFilters() {}

    private static byte[] bytes(@Nullable Object value) {
        return JinjaExpression.text(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String json(@Nullable Object value, JinjaArguments arguments, int indent, boolean isSorted) {
        if (!List.of("indent", "sort_keys", "ensure_ascii")
                        .containsAll(arguments.names().keySet())
                || arguments.places().size() > (isSorted ? 2 : 0)) {
            throw EvaluationException.ansibles(
                    "to_json with " + arguments.names().keySet());
        }
        boolean sorts = arguments.has(1, "sort_keys") ? arguments.isTrue(1, "sort_keys") : isSorted;
        boolean keeps = arguments.has(Integer.MAX_VALUE, "ensure_ascii")
                && !arguments.isTrue(Integer.MAX_VALUE, "ensure_ascii");
        return new PythonJson(
                        arguments.number(0, "indent", indent),
                        sorts ? PythonJson.KeyOrder.SORTED : PythonJson.KeyOrder.AS_WRITTEN,
                        keeps ? PythonJson.Letters.AS_THEY_ARE : PythonJson.Letters.ESCAPED)
                .print(settled(value));
    }

    /** What is not set, anywhere in it, cannot be written. */
    private static @Nullable Object settled(@Nullable Object value) {
        Object set = JinjaOperators.set(value);
        if (set instanceof Map<?, ?> map) {
            map.values().forEach(EncodingFilters::settled);
        } else if (set instanceof Collection<?> items) {
            items.forEach(EncodingFilters::settled);
        }
        return set;
    }

    private static @Nullable Object ofJson(@Nullable Object value) {
        if (!(JinjaOperators.set(value) instanceof String text)) {
            throw JinjaNumbers.unfit("from_json", value);
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw JinjaNumbers.unfit("from_json", value);
        }
    }

    private static String decoded(String text) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw JinjaNumbers.unfit("b64decode", text);
        }
    }

    private static String digest(String kind, byte[] of) {
        return HexFormat.of().formatHex(digested(kind, of));
    }

    private static byte[] digested(String kind, byte[]... parts) {
        String known = DIGESTS.get(kind);
        if (known == null) {
            throw EvaluationException.ansibles("hash('" + kind + "')");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(known);
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw EvaluationException.ansibles("hash('" + kind + "')");
        }
    }

    /** Of a name: version 5. Source: RFC 9562, section 5.5. */
    private static String uuid(String name, String namespace) {
        if (!namespace.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw JinjaNumbers.unfit("to_uuid", namespace);
        }
        UUID space = UUID.fromString(namespace);
        ByteBuffer before = ByteBuffer.allocate(16)
                .putLong(space.getMostSignificantBits())
                .putLong(space.getLeastSignificantBits());
        ByteBuffer made = ByteBuffer.wrap(digested("sha1", before.array(), name.getBytes(StandardCharsets.UTF_8)));
        long most = made.getLong() & ~0xf000L | 0x5000L;
        long least = made.getLong() & ~(0xc0L << 56) | 0x80L << 56;
        return new UUID(most, least).toString();
    }
}
