package dev.gantry.inventory.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    @Test
    void isHmacOfTimestampAndBody() {
        // when: printf '1700000000.{}' | openssl dgst -sha256 -hmac key
        String signature = WebhookSignature.of("key".getBytes(UTF_8), "1700000000", "{}");
        // then
        assertThat(signature).isEqualTo("v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae");
    }
}
