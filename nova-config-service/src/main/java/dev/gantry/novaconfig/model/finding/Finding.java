package dev.gantry.novaconfig.model.finding;

/** Something a person should know of a revision. An {@code ERROR} holds it back from being published. */
public record Finding(Severity severity, String code, String subject, String text, String next) {

    public enum Severity {
        ERROR,
        WARNING
    }

    public static Finding error(String code, String subject, String text, String next) {
        return new Finding(Severity.ERROR, code, subject, text, next);
    }

    public static Finding warning(String code, String subject, String text, String next) {
        return new Finding(Severity.WARNING, code, subject, text, next);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line: {@code sole-type: computegpu000: ... Next: ...}. */
    @Override
    public String toString() {
        return code + ": " + subject + ": " + text + " Next: " + next;
    }
}
