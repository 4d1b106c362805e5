package dev.gantry.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.kit.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The CloudEvents attributes of a record as it came. {@code time} is RFC 3339. */
public record CloudEventContext(
        String id,
        String source,
        String type,
        String subject,
        String time,
        @Nullable String traceparent) {

    /** @throws IllegalArgumentException naming the attribute that is missing */
    static CloudEventContext of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = headersOf(record);
        return new CloudEventContext(
                required(headers, "ce_id"),
                required(headers, "ce_source"),
                required(headers, "ce_type"),
                headers.getOrDefault("ce_subject", String.valueOf(record.key())),
                required(headers, "ce_time"),
                headers.get(Trace.HEADER));
    }

    static Map<String, String> headersOf(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return headers;
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("not a CloudEvent in binary mode: header " + name + " is missing");
        }
        return value;
    }
}
