package dev.gantry.imagebuilder.model;

import java.io.IOException;

/** A door outside did not do its part: why, in a kebab-case reason and words for a person, and whether a retry may help. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the same thing tried again may go well. */
    public enum Retry {
        MAY_HELP,
        IN_VAIN
    }

    private final String reason;
    private final Retry retry;

    public RemoteException(String reason, String detail, Retry retry) {
        super(detail);
        this.reason = reason;
        this.retry = retry;
    }

    public RemoteException(String reason, String detail, Retry retry, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
        this.retry = retry;
    }

    /** The network, a disk or another server was not there: worth another try. */
    public static RemoteException passing(String reason, String detail) {
        return new RemoteException(reason, detail, Retry.MAY_HELP);
    }

    /** Someone must change something first. */
    public static RemoteException lasting(String reason, String detail) {
        return new RemoteException(reason, detail, Retry.IN_VAIN);
    }

    /** A file of this machine could not be read or written: {@code disk-full} or {@code disk-trouble}. */
    public static RemoteException of(IOException e) {
        String words = String.valueOf(e.getMessage());
        return new RemoteException(saysDiskFull(words) ? "disk-full" : "disk-trouble", words, Retry.MAY_HELP, e);
    }

    /** As the C library says it in English: {@code qemu-img: error while writing at byte 4096: No space left on device}. */
    public static boolean saysDiskFull(String words) {
        return words.contains("No space left on device");
    }

    public String reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Retry retry() {
        return retry;
    }

    public boolean mayHelp() {
        return retry == Retry.MAY_HELP;
    }
}
