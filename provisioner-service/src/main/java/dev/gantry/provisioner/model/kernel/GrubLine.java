package dev.gantry.provisioner.model.kernel;

import dev.gantry.provisioner.model.facts.host.FoundKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One assignment of kernel arguments in grub's configuration, which is a shell script. {@code quote} is {@code "},
 * {@code '} or nothing; {@code arguments} keep their own quotes as written.
 */
public record GrubLine(String head, String name, String operator, String quote, List<String> arguments, String tail) {
    // GRUB_CMDLINE_LINUX_DEFAULT="quiet splash"   export GRUB_CMDLINE_LINUX='a b' # comment   GRUB_CMDLINE_LINUX=quiet
    private static final Pattern FORM =
            Pattern.compile("(\\s*(?:export\\s+)?)(GRUB_CMDLINE_LINUX(?:_DEFAULT)?)(\\+?=)(.*)");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(.*)");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'(.*)");
    private static final Pattern BARE = Pattern.compile("([^\\s\"'#;]*)(.*)");

    public GrubLine {
        arguments = List.copyOf(arguments);
    }

    public static Optional<GrubLine> parse(String line) {
        Matcher m = FORM.matcher(line);
        if (!m.matches()) {
            return Optional.empty();
        }
        String rest = m.group(4);
        String quote = rest.startsWith("\"") ? "\"" : rest.startsWith("'") ? "'" : "";
        Matcher value = (quote.equals("\"") ? DOUBLE : quote.equals("'") ? SINGLE : BARE).matcher(rest);
        // A value in several pieces, or one that a command makes, is for a shell to work out.
        if (!value.matches()
                || !value.group(2).matches("(?:[\\s;#].*)?")
                || !quote.equals("'") && value.group(1).matches(".*(?:\\$\\(|`).*")) {
            return Optional.empty();
        }
        return Optional.of(
                new GrubLine(m.group(1), m.group(2), m.group(3), quote, split(value.group(1)), value.group(2)));
    }

    public static List<String> split(String text) {
        return FoundKernel.split(text);
    }

    public GrubLine without(Predicate<String> dropped) {
        return new GrubLine(
                head,
                name,
                operator,
                quote,
                arguments.stream().filter(dropped.negate()).toList(),
                tail);
    }

    public GrubLine plus(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new GrubLine(head, name, operator, quote, all, tail);
    }

    public boolean isDefault() {
        return name.equals("GRUB_CMDLINE_LINUX_DEFAULT");
    }

    /** It adds to what an earlier line gave instead of replacing it. */
    public boolean keepsEarlier() {
        return operator.equals("+=")
                || arguments.stream().anyMatch(a -> a.equals("$" + name) || a.equals("${" + name + "}"));
    }

    /** The line as it is written; a value of several words without quotes gets them. */
    public String text() {
        String value = String.join(" ", arguments);
        String around =
                quote.isEmpty() && (arguments.size() != 1 || value.matches(".*[\\s;&|<>()`$\\\\\"'].*")) ? "\"" : quote;
        return head + name + operator + around + value + around + tail;
    }
}
