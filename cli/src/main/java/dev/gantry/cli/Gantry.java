package dev.gantry.cli;

import dev.gantry.cli.call.CallFailed;
import dev.gantry.cli.call.ProblemException;
import dev.gantry.cli.command.Nouns;
import dev.gantry.cli.command.shared.ExitCode;
import dev.gantry.cli.command.shared.Root;
import dev.gantry.cli.command.shared.Session;
import dev.gantry.cli.output.Plain;
import dev.gantry.cli.profile.Surroundings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code gantry}; how it ends is told by {@link ExitCode}. */
public final class Gantry {

    private Gantry() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        // the starting script knows; System.console() tells it differently from one JDK to the next
        Session session = new Session(Surroundings.ofThisProcess(), out, err, Boolean.getBoolean("gantry.terminal"));
        int code = run(session, args);
        out.flush();
        System.exit(code);
    }

    /** Runs one command line and returns its exit code. */
    public static int run(Session session, String... args) {
        CommandLine line = new CommandLine(new Root(session));
        Nouns.addTo(line, args);
        line.setOut(session.out());
        line.setErr(session.err());
        line.setParameterExceptionHandler((e, arguments) -> refuse(session, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> fail(session, e));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpLongOptionsMaxWidth(30);
        line.setUsageHelpWidth(100);
        int code = line.execute(args);
        session.out().flush();
        return code;
    }

    private static int refuse(Session session, ParameterException e) {
        session.err().println("gantry: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, session.err())) {
            e.getCommandLine().usage(session.err());
        }
        return ExitCode.ERROR;
    }

    private static int fail(Session session, Exception e) {
        session.out().flush();
        String message = e.getMessage();
        boolean isForPeople =
                e instanceof ProblemException || e instanceof CallFailed || e instanceof IllegalArgumentException;
        session.err().println("gantry: " + Plain.text(isForPeople && message != null ? message : e.toString()));
        return ExitCode.ERROR;
    }
}
