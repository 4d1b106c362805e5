package dev.gantry.kit.zip;

import java.io.IOException;

/** A zip that is none, or whose parts are not what its directory says; trying again does not help. */
public final class InvalidZipException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String where;
    private final String found;
    private final String expected;

    /** What is wrong with it. */
    public enum Kind {
        /** No directory at its end: another kind of file, or one that was cut off. */
        NOT_A_ZIP,
        /** A directory so large that reading it would fill the memory. */
        DIRECTORY_TOO_LARGE,
        /** A part that does not unpack to the bytes that the directory promises. */
        PART_DAMAGED
    }

    InvalidZipException(Kind kind, String where, String found, String expected) {
        super("%s: expected %s, found %s".formatted(where, expected, found));
        this.kind = kind;
        this.where = where;
        this.found = found;
        this.expected = expected;
    }

    public Kind kind() {
        return kind;
    }

    /** The path of the part, or what of the zip. */
    public String where() {
        return where;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
