package dev.gantry.novaconfig.model.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The script that runs a command on the control host once, however often it is asked to. */
public final class ControlHostScript {

    /** How a run ended there: {@code kind} is {@code exit} (a number follows), {@code lost} or {@code unusable}. */
    public record Verdict(String kind, String rest) {}

    // gantry-run: exit 3
    private static final Pattern VERDICT = Pattern.compile("(?m)^gantry-run: (exit|lost|unusable) ?(.*)$");

    private ControlHostScript() {}

    /** @param run an id of letters, digits and hyphens: the name of the run's folder on the control host */
    public static String of(String run, int minutes, String command) {
        return "run=" + ReconfigureCommand.quote(run) + "\nminutes=" + minutes + "\ncommand="
                + ReconfigureCommand.quote(command) + "\n" + resource();
    }

    /** Empty when the script did not come to its end. */
    public static Optional<Verdict> verdict(String standardError) {
        Matcher m = VERDICT.matcher(standardError);
        return m.find() ? Optional.of(new Verdict(m.group(1), m.group(2).strip())) : Optional.empty();
    }

    private static String resource() {
        try (InputStream in = ControlHostScript.class.getResourceAsStream("/scripts/control-run.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
