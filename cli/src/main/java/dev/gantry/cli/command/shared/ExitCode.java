package dev.gantry.cli.command.shared;

/** What a shell is told at the end; the same as terraform's detailed exit codes. */
public final class ExitCode {

    /** Done, or nothing to do. */
    public static final int DONE = 0;

    /** An error, also of the arguments. */
    public static final int ERROR = 1;

    /** There are changes; from the verbs that plan. */
    public static final int CHANGES = 2;

    private ExitCode() {}
}
