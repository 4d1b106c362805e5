package dev.gantry.kit.job;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a person reads when a job failed: a sentence for each failure, also for those that carry no message. */
public final class FailureReason {

    private static final int LONGEST = 1_000;

    private FailureReason() {}

    public static String of(Throwable failure) {
        String text =
                switch (failure) {
                    case UnknownHostException e -> "the name " + e.getMessage() + " is not known";
                    case NoSuchFileException e -> "there is no file " + e.getFile();
                    case AccessDeniedException e -> "no permission for " + e.getFile();
                    case ConnectException e -> "no connection: " + told(e);
                    case SQLException e -> "the database did not do what it was asked: " + told(e);
                    case InterruptedException e -> "it was stopped";
                    case StackOverflowError e -> "the input is nested too deeply";
                    case OutOfMemoryError e -> "the memory of the service is used up";
                    default -> told(failure);
                };
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** The message, or that of the first cause that has one. */
    private static String told(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            String message = Objects.toString(t.getMessage(), "").strip();
            if (!message.isEmpty()) {
                return message;
            }
        }
        return "unexpected failure (" + failure.getClass().getSimpleName() + "); the log of the service has more";
    }
}
