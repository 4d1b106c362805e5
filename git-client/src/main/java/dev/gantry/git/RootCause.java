package dev.gantry.git;

import org.jspecify.annotations.Nullable;

/** The shortest true account of a failure. */
public final class RootCause {

    private RootCause() {}

    /** The message of the innermost cause that has one, in one line. */
    public static String of(Throwable e) {
        String text = String.valueOf(e.getMessage());
        for (@Nullable Throwable t = e.getCause(); t != null; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                text = t.getMessage();
            }
        }
        return text.lines().findFirst().orElse("no reason given");
    }
}
