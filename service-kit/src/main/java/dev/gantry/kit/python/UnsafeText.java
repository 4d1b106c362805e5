package dev.gantry.kit.python;

/** A text that Ansible fills no expressions in ({@code !unsafe}), written so that nobody does. */
public final class UnsafeText {

    private UnsafeText() {}

    public static String of(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#")
                ? "{% raw %}" + text + "{% endraw %}"
                : text;
    }
}
