package dev.gantry.inventory.model.ansible;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line with a host, as Python's {@code shlex} splits it: quotes and backslashes are taken away, a comment ends it wherever it
 * stands outside of quotes. Source: Python documentation, shlex, "Parsing Rules" (POSIX mode).
 */
final class ShellWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isOpen;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /** @throws IllegalArgumentException when a quote is left open */
    static List<String> split(String line) {
        ShellWords split = new ShellWords(line);
        split.run();
        return List.copyOf(split.words);
    }

    private void run() {
        while (at < line.length() && line.charAt(at) != '#') {
            char c = line.charAt(at++);
            if (Character.isWhitespace(c)) {
                end();
            } else if (c == '\'' || c == '"') {
                quoted(c);
            } else {
                word.append(c == '\\' && at < line.length() ? line.charAt(at++) : c);
                isOpen = true;
            }
        }
        end();
    }

    /** Within double quotes a backslash takes the meaning of a quote and of itself away. */
    private void quoted(char quote) {
        isOpen = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return;
            }
            boolean isEscape = quote == '"' && c == '\\' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(isEscape ? line.charAt(at++) : c);
        }
        throw new IllegalArgumentException("a quote that ends");
    }

    private void end() {
        if (isOpen) {
            words.add(word.toString());
            word.setLength(0);
            isOpen = false;
        }
    }
}
