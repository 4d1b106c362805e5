package dev.gantry.kit.client;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Why a call failed, in words for a person: Java tells some failures by the class alone, and says "null" of them. */
public final class FailureDescription {

    private FailureDescription() {}

    public static String of(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            String words = known(t);
            if (words != null) {
                return words;
            }
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "it failed without a word" : message;
    }

    /** Whether the other side's certificate was refused. */
    public static boolean isDistrust(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnresolved(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String known(Throwable t) {
        String message = t.getMessage();
        return switch (t) {
            case UnresolvedAddressException e -> "its name is not known to the resolver";
            case UnknownHostException e -> "its name is not known to the resolver";
            case HttpConnectTimeoutException e -> "no connection in time";
            case HttpTimeoutException e -> "no answer in time";
            case ConnectException e when !isUnresolved(t) -> message == null ? "the connection was refused" : message;
            case EOFException e -> "it closed the connection before its answer was whole";
            case ClosedChannelException e -> "the connection was closed";
            case NoSuchFileException e -> message + " is not there";
            case FileNotFoundException e -> message == null ? "a file is not there" : message;
            case AccessDeniedException e -> message + " may not be read or written";
            default -> null;
        };
    }
}
