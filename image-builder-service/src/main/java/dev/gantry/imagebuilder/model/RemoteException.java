package dev.gantry.imagebuilder.model;

import java.io.IOException;

/** An outside system did not do its part: why, in a kebab-case reason and words for a person, and whether a retry may help. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean isRetryable;

    private RemoteException(String reason, boolean isRetryable, String detail) {
        super(detail);
        this.reason = reason;
        this.isRetryable = isRetryable;
    }

    /** The network, a disk or another server was not there: worth another try. */
    public static RemoteException retryable(String reason, String detail) {
        return new RemoteException(reason, true, detail);
    }

    public static RemoteException retryable(String reason, String detail, Throwable cause) {
        return caused(retryable(reason, detail), cause);
    }

    /** Someone must change something first. */
    public static RemoteException permanent(String reason, String detail) {
        return new RemoteException(reason, false, detail);
    }

    public static RemoteException permanent(String reason, String detail, Throwable cause) {
        return caused(permanent(reason, detail), cause);
    }

    /** A file of this machine could not be read or written: {@code disk-full} or {@code disk-trouble}. */
    public static RemoteException of(IOException e) {
        String words = String.valueOf(e.getMessage());
        return retryable(saysDiskFull(words) ? "disk-full" : "disk-trouble", words, e);
    }

    /** As the C library says it in English: {@code qemu-img: error while writing at byte 4096: No space left on device}. */
    public static boolean saysDiskFull(String words) {
        return words.contains("No space left on device");
    }

    private static RemoteException caused(RemoteException made, Throwable cause) {
        made.initCause(cause);
        return made;
    }

    public String reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Whether the same thing tried again may go well. */
    public boolean isRetryable() {
        return isRetryable;
    }
}
