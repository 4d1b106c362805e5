package dev.gantry.gpu.pci;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The name that an mdev gets when none is given: a UUIDv5 of its virtual function's address, so it is the same on every run.
 * Source: Ansible's {@code to_uuid} filter and its namespace, as the stackhpc.linux vgpu role uses it; RFC 9562 section 5.5.
 */
public final class MdevUuid {

    private static final UUID NAMESPACE = UUID.fromString("361e6d51-faec-444a-9079-341386da8e2e");

    private MdevUuid() {}

    /** {@code 0000:21:00.4} gives {@code 5c630867-a673-5d75-aa31-a499e6c7cb19}. A UUID that the host already has wins over it. */
    public static UUID of(PciAddress virtualFunction) {
        return of(virtualFunction.toString());
    }

    /** For the devices of a card that carries several itself: made of {@code 0000:3d:00.0-1}. */
    public static UUID of(PciAddress card, int index) {
        return of(card + "-" + index);
    }

    private static UUID of(String name) {
        byte[] hash = sha1(name.getBytes(StandardCharsets.UTF_8));
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] sha1(byte[] name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(ByteBuffer.allocate(Long.BYTES * 2)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .flip());
            return digest.digest(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
