package dev.gantry.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Makes a failure of each assumption that does not hold, where {@code GANTRY_REQUIRE_TOOLS=true}, as in the gate: a test that skips because a
 * tool is missing has shown nothing. JUnit finds this class by itself; a test only says what it needs with {@code assumeTrue}.
 */
public final class RequiredTools implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    /** Set by {@code .ci/run}. */
    public static final String VARIABLE = "GANTRY_REQUIRE_TOOLS";

    private final boolean required;

    public RequiredTools() {
        this(areRequired());
    }

    RequiredTools(boolean required) {
        this.required = required;
    }

    /** Whether each tool that a test needs must be there. */
    public static boolean areRequired() {
        return "true".equals(System.getenv(VARIABLE));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        rethrow(thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        rethrow(thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        rethrow(thrown);
    }

    /** Throws what is to be thrown instead. */
    void rethrow(Throwable thrown) throws Throwable {
        if (required && thrown instanceof TestAbortedException) {
            throw new AssertionError(VARIABLE + " is set, so nothing may be skipped. " + thrown.getMessage(), thrown);
        }
        throw thrown;
    }
}
