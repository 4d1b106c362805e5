package dev.gantry.imagebuilder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;

/** Client configuration tokens with the claims of a real one and a made-up signature. */
public final class MadeToken {

    private MadeToken() {}

    public static String until(Instant end) {
        return until(end, "192.0.2.7");
    }

    public static String until(Instant end, String host) {
        String claims = """
            {"jti":"6b2c","iss":"NLS Service Instance","aud":"NLS Licensed Client","iat":1685443300,"nbf":1685443300,
            "exp":%d,"update_mode":"ABSOLUTE","scope_ref_list":["482f24b5"],"fulfillment_class_ref_list":[],
            "service_instance_configuration":{"nls_service_instance_ref":"b43d6e46",
            "svc_port_set_list":[{"idx":0,"d_name":"DLS","svc_port_map":[{"service":"auth","port":443},{"service":"lease","port":443}]}],
            "node_url_list":[{"idx":0,"url":"%s","url_qr":"%s","svc_port_set_idx":0}]},
            "service_instance_public_key_configuration":{"service_instance_public_key_pem":"-----BEGIN PUBLIC KEY-----"}}\
            """.formatted(end.getEpochSecond(), host, host);
        return of("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", claims, 256);
    }

    /** Any header and claims, with a signature of so many bytes. */
    public static String of(String header, String claims, int signatureBytes) {
        byte[] signature = new byte[signatureBytes];
        new Random(claims.hashCode()).nextBytes(signature);
        return encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8))
                + "." + encode(signature);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
