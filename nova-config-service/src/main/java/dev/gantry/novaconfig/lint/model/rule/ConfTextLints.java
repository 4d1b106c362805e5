package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines that oslo.config does not take, or takes for something else. Source: oslo.config, oslo_config/iniparser.py. */
final class ConfTextLints {

    // {{ value }}   {% if condition %}
    private static final Pattern TEMPLATE = Pattern.compile("\\{[%{#]");
    private static final Pattern COMMENT = Pattern.compile("[#;]");

    private final String file;
    private final List<LintFinding> found;
    private boolean isValueOpen;
    private boolean isInSection;

    private ConfTextLints(String file, List<LintFinding> found) {
        this.file = file;
        this.found = found;
    }

    static List<LintFinding> of(ConfigFolder folder) {
        List<LintFinding> found = new ArrayList<>();
        folder.confs().forEach((file, text) -> {
            ConfTextLints lints = new ConfTextLints(file, found);
            int number = 0;
            for (String line : text.lines().toList()) {
                lints.line(line.stripTrailing(), ++number);
            }
        });
        return found;
    }

    private void line(String line, int number) {
        boolean template = TEMPLATE.matcher(line).find();
        if (template || line.isEmpty() || COMMENT.matcher(line).lookingAt()) {
            isValueOpen = isValueOpen && template;
            isInSection |= template;
        } else if (line.startsWith(" ") || line.startsWith("\t")) {
            continuation(number);
        } else if (line.startsWith("[")) {
            section(line, number);
        } else {
            option(line, number);
        }
    }

    private void continuation(int number) {
        if (!isValueOpen) {
            add(
                    number,
                    "an indented line goes on with the value above it, and there is none",
                    "Take the blanks away, or the empty line above.");
        }
    }

    private void section(String line, int number) {
        isValueOpen = false;
        isInSection = true;
        if (!line.endsWith("]") || line.length() <= 2) {
            add(number, "a section needs a name and its closing bracket", "Write [name] and nothing else in the line.");
        }
    }

    private void option(String line, int number) {
        if (line.startsWith("{") || line.startsWith("}") || line.startsWith("\"") || line.startsWith("]")) {
            add(number, "the line is not indented, so that it is not part of the value above it", "Indent it.");
        } else if (!line.contains("=") && !line.contains(":")) {
            add(number, "there is neither = nor : in it", "Write name = value.");
        } else if (line.startsWith("=") || line.startsWith(":")) {
            add(number, "the name before the " + line.charAt(0) + " is missing", "Write name = value.");
        } else if (!isInSection) {
            add(number, "no section begins before it", "Write [DEFAULT], or the section that is meant, above it.");
            isInSection = true;
        }
        isValueOpen = true;
    }

    private void add(int number, String text, String fix) {
        found.add(new LintFinding(
                file, number, "conf-malformed", text + "; Nova does not read the file as it is meant.", fix));
    }
}
