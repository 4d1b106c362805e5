package dev.gantry.imagebuilder.model.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes known secrets out of lines before they are stored or shown. */
public final class Redactor {

    private static final String MASK = "******";
    /** Shorter pieces would mask ordinary words. */
    private static final int SHORTEST = 12;

    private final List<String> secrets;

    /** A token in three parts is also recognised by any one of them. */
    public Redactor(List<String> secrets) {
        List<String> all = new ArrayList<>();
        for (String secret : secrets) {
            all.add(secret.strip());
            all.addAll(List.of(secret.strip().split("\\.")));
        }
        this.secrets = all.stream()
                .filter(s -> s.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    public String apply(String line) {
        String clean = line;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }

    /** Whether any of the secrets stands in the text. */
    public boolean finds(String text) {
        return secrets.stream().anyMatch(text::contains);
    }
}
