package dev.gantry.local.suite.client;

import dev.gantry.local.suite.terminal.SuiteException;

/** A call was sent, or could not be, and nothing came back: whether it was carried out is not known. */
public final class NoAnswerException extends SuiteException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
