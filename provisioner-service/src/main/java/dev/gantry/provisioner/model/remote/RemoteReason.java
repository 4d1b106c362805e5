package dev.gantry.provisioner.model.remote;

import java.util.Locale;

/** Why a host could not be used. {@link #code()} is what events and problems carry. */
public enum RemoteReason {
    /** The host shows another key than the pinned one. A person has to say which is right. */
    HOST_KEY_CHANGED(Retry.NEVER),
    /** Nothing listens at the port. */
    SSH_REFUSED(Retry.LATER),
    /** No route, no name, or no answer in time. */
    HOST_UNREACHABLE(Retry.LATER),
    /** The jump host is well but does not forward to the host. */
    JUMP_REFUSED(Retry.NEVER),
    /** The connection was ended before the login: too many at once, or nobody who speaks SSH. */
    SSH_CONNECTION_DROPPED(Retry.LATER),
    /** The host took the connection and then let us wait. */
    SSH_LOGIN_TIMEOUT(Retry.LATER),
    /** The host takes none of our key exchanges, ciphers or signatures. */
    SSH_NOT_AGREED(Retry.NEVER),
    /** The host does not take our key for that user. */
    SSH_AUTH_FAILED(Retry.NEVER),
    /** Nobody may log in now, as while the host comes up or goes down. */
    SSH_LOGIN_CLOSED(Retry.LATER),
    /** The user may not run commands as root without a password. */
    SUDO_REFUSED(Retry.NEVER),
    /** Address, jump host or our own key cannot be used as configured. */
    SSH_TARGET_INVALID(Retry.NEVER),
    /** The command did not end in its time. It may still run on the host. */
    DEADLINE_EXCEEDED(Retry.LATER),
    /** The connection broke after the command was sent: its effect may be there or not. Only an inspection can tell. */
    ANSWER_LOST(Retry.LATER),
    /** The command was ended by a signal. */
    COMMAND_KILLED(Retry.LATER),
    /** The answer was longer than allowed and is useless when cut. */
    ANSWER_TOO_LONG(Retry.NEVER),
    /** A file arrived on the host with other bytes than sent. */
    DELIVERY_DAMAGED(Retry.LATER),
    /** The host could not store a file, e.g. its disk is full. */
    DELIVERY_REFUSED(Retry.LATER),
    /** The driver's file is not where it was promised, or cannot be kept. */
    DRIVER_UNREACHABLE(Retry.LATER),
    /** The server of the driver's file does not answer now; nothing was tried at the host. */
    DRIVER_SERVER_AWAY(Retry.LATER),
    /** The driver's file is not the one that was promised. */
    DRIVER_CHECKSUM_MISMATCH(Retry.NEVER),
    /** The file holds no driver for this host, or is no driver at all. */
    DRIVER_UNUSABLE(Retry.NEVER),
    /** The licence token is not there, is none, or has expired. */
    TOKEN_UNUSABLE(Retry.NEVER);

    private enum Retry {
        NEVER,
        LATER
    }

    private final Retry retry;

    RemoteReason(Retry retry) {
        this.retry = retry;
    }

    /** Trying the same again, later, may help without a person doing anything. */
    public boolean isRetryable() {
        return retry == Retry.LATER;
    }

    /** The host may have done what was asked although we were told nothing. */
    public boolean leavesEffectUnknown() {
        return this == ANSWER_LOST || this == DEADLINE_EXCEEDED;
    }

    /**
     * A host that goes down or comes up looks like this for a while, also one that we logged in to before: its accounts may come from a
     * directory that is not there yet.
     */
    public boolean isUsualDuringBoot() {
        return switch (this) {
            case SSH_REFUSED,
                    HOST_UNREACHABLE,
                    SSH_CONNECTION_DROPPED,
                    SSH_LOGIN_TIMEOUT,
                    SSH_LOGIN_CLOSED,
                    SSH_AUTH_FAILED,
                    SUDO_REFUSED -> true;
            default -> false;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
