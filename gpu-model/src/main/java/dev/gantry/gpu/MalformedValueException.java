package dev.gantry.gpu;

/** A text that is not what it should be: the one exception of this module, made to become a problem at the door. */
public final class MalformedValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String thing;
    private final String found;
    private final String expected;

    /** {@code thing} names the value ("PCI address"), {@code expected} tells its form with one sample. */
    public MalformedValueException(String thing, String found, String expected) {
        super("%s: found '%s', expected %s".formatted(thing, found, expected));
        this.thing = thing;
        this.found = found;
        this.expected = expected;
    }

    public String thing() {
        return thing;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
