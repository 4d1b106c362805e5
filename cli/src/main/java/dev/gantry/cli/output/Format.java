package dev.gantry.cli.output;

/** How a result is printed. */
public enum Format {
    /** For a person: aligned columns. */
    table,
    json,
    yaml,
    /** With a heading, fields quoted where needed (RFC 4180). */
    csv,
    /** Bare values, one row a line, a tab between the columns: for scripts. */
    value
}
