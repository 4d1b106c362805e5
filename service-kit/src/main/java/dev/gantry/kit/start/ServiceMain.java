package dev.gantry.kit.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The entry of every packaged service: starts it, or does one of the verbs that need no running service. */
@QuarkusMain
public final class ServiceMain {
    private static final int USAGE = 64;

    private ServiceMain() {}

    /** A start that failed says which setting was the reason, under the stack that a person would have to read otherwise. */
    private static void ended(int status, @Nullable Throwable failure) {
        if (failure != null) {
            ConfigCheck.explain(System.err);
        }
        System.exit(status);
    }

    public static void main(String... arguments) {
        try {
            TrustedAuthorities.install();
        } catch (IOException e) {
            System.err.println("GANTRY_CA_FILE: " + e.getMessage());
            System.exit(1);
        }
        try {
            SecretFiles.read(System.getenv());
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage() + "; write the secret there, or correct the variable");
            System.exit(1);
        }
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "" -> {
                // The server would answer what is no URI with an empty body; RequestLimits answers it with a problem.
                System.setProperty("vertx.disableURIValidation", "true");
                Quarkus.run(null, ServiceMain::ended, arguments);
            }
            case "check-config" -> System.exit(ConfigCheck.run(System.out));
            case "make-topics" -> System.exit(TopicCreation.run(arguments, System.out));
            default -> {
                System.err.println("'" + arguments[0] + "' is not known; without an argument the service starts,"
                        + " check-config says what is missing, make-topics makes the Kafka topics of the suite");
                System.exit(USAGE);
            }
        }
    }
}
