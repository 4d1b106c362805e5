package dev.gantry.provisioner.ssh.login;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.SshTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuth;
import net.schmizz.sshj.userauth.UserAuthException;

/** Names what went wrong on the way into a host: which trouble it is, what was found, what to do next. */
public final class LoginFailures {

    // Unable to reach a settlement of KeyExchangeAlgorithms: [curve25519-sha256, ...] and
    // [sntrup761x25519-sha512@openssh.com]
    private static final String NOTHING_IN_COMMON = "Unable to reach a settlement of ";

    private LoginFailures() {}

    /** No TCP connection came about. */
    public static RemoteException unreached(SshTarget target, IOException failed) {
        if (failed instanceof UnknownHostException) {
            return unreachable(target, "the name " + target.address() + " is not known here", failed);
        }
        if (failed instanceof SocketTimeoutException) {
            return unreachable(target, "no answer; is it powered on, does a firewall drop us?", failed);
        }
        return failed instanceof ConnectException && says(failed, "refused")
                ? new RemoteException(
                        RemoteReason.SSH_REFUSED, target + ": connection refused; is sshd running?", failed)
                : unreachable(target, String.valueOf(failed.getMessage()), failed);
    }

    /** The jump host is reached, but not the host behind it. */
    public static RemoteException unforwarded(SshTarget target, IOException failed) {
        String by = target + " by jump host " + target.jump() + ": ";
        if (!(failed instanceof OpenFailException refused)) {
            return new RemoteException(RemoteReason.HOST_UNREACHABLE, by + failed.getMessage(), failed);
        }
        if (refused.getReason() != OpenFailException.Reason.CONNECT_FAILED || says(failed, "open failed")) {
            return new RemoteException(
                    RemoteReason.JUMP_REFUSED,
                    by + "it does not forward connections there (" + failed.getMessage()
                            + "); see AllowTcpForwarding and PermitOpen in its sshd_config",
                    failed);
        }
        return says(failed, "refused")
                ? new RemoteException(RemoteReason.SSH_REFUSED, by + "connection refused; is sshd running?", failed)
                : new RemoteException(RemoteReason.HOST_UNREACHABLE, by + failed.getMessage(), failed);
    }

    /** Connected, but the two did not come to terms. */
    public static RemoteException unagreed(SshTarget target, PinnedKeyVerifier pin, IOException failed) {
        if (!pin.shownInstead().isEmpty()
                && failed instanceof SSHException ssh
                && ssh.getDisconnectReason() == DisconnectReason.HOST_KEY_NOT_VERIFIABLE) {
            return new RemoteException(
                    RemoteReason.HOST_KEY_CHANGED,
                    target + " shows host key " + pin.shownInstead().getFirst() + ", pinned is " + target.hostKey()
                            + "; if the host was reinstalled, set its new key, else someone stands between",
                    failed);
        }
        String message = String.valueOf(failed.getMessage());
        if (message.startsWith(NOTHING_IN_COMMON)) {
            String kind = message.substring(
                    NOTHING_IN_COMMON.length(), Math.max(NOTHING_IN_COMMON.length(), message.indexOf(':')));
            return new RemoteException(
                    RemoteReason.SSH_NOT_AGREED,
                    target + " has none of our " + kind + ", it offers " + message.substring(message.lastIndexOf('['))
                            + "; allow a usual one in its sshd_config",
                    failed);
        }
        return new RemoteException(
                RemoteReason.SSH_CONNECTION_DROPPED,
                target + " ended the connection before the login (" + message
                        + "); too many logins at once (MaxStartups), an address that may not connect, or no SSH server",
                failed);
    }

    /**
     * A connection that breaks while the login is under way is no word about our key, though sshj reports both alike: the transport's own
     * trouble is then among the causes. Empty when the host did answer.
     */
    public static Optional<RemoteException> cutOff(SshTarget target, UserAuthException failed) {
        return Stream.iterate(failed.getCause(), Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof TransportException || cause instanceof TimeoutException)
                .findFirst()
                .map(cause -> new RemoteException(
                        RemoteReason.SSH_CONNECTION_DROPPED,
                        target + " ended the connection during the login (" + cause.getMessage()
                                + "); does it go down, or is sshd restarted?",
                        failed));
    }

    /** They came to terms, but the user is not let in. */
    public static RemoteException unauthorized(
            SshTarget target, String keyKind, UserAuth auth, UserAuthException failed) {
        String banner = auth.getBanner() == null ? "" : auth.getBanner().strip();
        if (isClosedForNow(banner)) {
            return new RemoteException(
                    RemoteReason.SSH_LOGIN_CLOSED, target + " lets nobody in now: " + banner, failed);
        }
        if (auth.hadPartialSuccess()) {
            return new RemoteException(
                    RemoteReason.SSH_AUTH_FAILED,
                    target + " takes our key but wants " + auth.getAllowedMethods()
                            + " as well; let the key suffice for that user (AuthenticationMethods in sshd_config)",
                    failed);
        }
        String takes = auth.getAllowedMethods().contains("publickey")
                ? ""
                : ", it takes " + auth.getAllowedMethods() + " only";
        return new RemoteException(
                RemoteReason.SSH_AUTH_FAILED,
                target + " does not accept our " + keyKind + " key" + takes
                        + "; add its public half to authorized_keys of that user, and see sshd's log there"
                        + (banner.isEmpty() ? "" : "; sshd says: " + banner),
                failed);
    }

    /** Sample: {@code "System is booting up. Unprivileged users are not permitted to log in yet. ... see pam_nologin(8)."} */
    private static boolean isClosedForNow(String banner) {
        String text = banner.toLowerCase(Locale.ROOT);
        return text.contains("nologin") || text.contains("booting up") || text.contains("going down");
    }

    public static RemoteException late(SshTarget target, long seconds) {
        return new RemoteException(
                RemoteReason.SSH_LOGIN_TIMEOUT,
                target + " took the connection but did not end the login in " + seconds
                        + " s; see sshd's log there: a slow name service, a hanging PAM module, or no SSH server");
    }

    public static RemoteException unusableKey(String why) {
        return new RemoteException(
                RemoteReason.SSH_TARGET_INVALID,
                why + "; set gantry.provisioner.ssh.key-path to one without a passphrase");
    }

    private static RemoteException unreachable(SshTarget target, String why, IOException failed) {
        return new RemoteException(RemoteReason.HOST_UNREACHABLE, target + " cannot be reached: " + why, failed);
    }

    private static boolean says(IOException failed, String word) {
        return String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains(word);
    }
}
