package dev.gantry.provisioner.ssh;

import dev.gantry.kit.address.HostAddress;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where one host is, who logs in there, and the one host key that is believed. {@code jump} is the host that the connection goes through, null when direct. */
public record SshTarget(
        String address,
        int port,
        String user,
        String hostKey,
        @Nullable SshTarget jump) {

    /** Sample: {@code ops@bastion.example:22|SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8}; an IPv6 address stands in brackets. */
    private static final Pattern JUMP =
            Pattern.compile("(?<user>[^@|]+)@(?<address>\\[[^]|]+]|[^|:]+):(?<port>\\d+)\\|(?<key>.+)");

    /** @throws RemoteException with {@link RemoteReason#SSH_TARGET_INVALID} when {@code jump} cannot be read */
    public static SshTarget of(String address, int port, String user, String hostKey, @Nullable String jump) {
        return new SshTarget(address, port, user, hostKey, jump == null || jump.isBlank() ? null : jump(jump));
    }

    private static SshTarget jump(String text) {
        Matcher read = JUMP.matcher(text);
        if (!read.matches()) {
            throw new RemoteException(
                    RemoteReason.SSH_TARGET_INVALID,
                    "jump host '" + text + "' is not of the form user@host:port|SHA256:fingerprint");
        }
        return new SshTarget(
                HostAddress.unbracketed(read.group("address")),
                Integer.parseInt(read.group("port")),
                read.group("user"),
                read.group("key"),
                null);
    }

    /** What handshakes are counted by: hosts behind one jump host share its limits. */
    String site() {
        return jump == null ? "direct" : jump.toString();
    }

    @Override
    public String toString() {
        return user + "@" + HostAddress.bracketed(address) + ":" + port;
    }
}
