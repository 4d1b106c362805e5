package dev.gantry.gpu;

/** A text that is not what it should be: the one exception of this module, made to become a problem at the door. */
public final class MalformedValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String thing;
    private final String found;
    private final String wanted;

    /** {@code thing} names the value ("PCI address"), {@code wanted} tells its form with one sample. */
    public MalformedValueException(String thing, String found, String wanted) {
        super("%s: found '%s', wanted %s".formatted(thing, found, wanted));
        this.thing = thing;
        this.found = found;
        this.wanted = wanted;
    }

    public String thing() {
        return thing;
    }

    public String found() {
        return found;
    }

    public String wanted() {
        return wanted;
    }
}
