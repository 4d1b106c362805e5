package dev.gantry.kit.licence;

/** What is wrong with a licence token, and where in it; never a part of the token itself. */
public record TokenFlaw(String where, String found, String expected) {

    @Override
    public String toString() {
        return "%s: %s, expected %s".formatted(where, found, expected);
    }
}
