package dev.gantry.gpu;

/**
 * One rule that a wish breaks, told so that a person can mend it.
 *
 * @param card address of the card, or empty when the whole host or a name is meant
 * @param path the field, such as {@code vgpu_definitions[1].virtual_functions[0].mdev_type}
 * @param found what is wanted there now
 * @param expected what would be right
 * @param fix what to do
 */
public record RuleViolation(Rule rule, String card, String path, String found, String expected, String fix) {

    public Severity severity() {
        return rule.severity();
    }

    public boolean isError() {
        return severity() == Severity.ERROR;
    }

    public String code() {
        return rule.code();
    }

    /** All of it in one line. */
    public String message() {
        String where = card.isEmpty() ? path : "card " + card + ", " + path;
        return "%s %s: found %s; expected %s. %s.".formatted(code(), where, found, expected, fix);
    }

    @Override
    public String toString() {
        return message();
    }
}
