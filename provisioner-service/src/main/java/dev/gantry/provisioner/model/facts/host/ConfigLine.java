package dev.gantry.provisioner.model.facts.host;

/** A line that matters of a configuration file, e.g. {@code GRUB_CMDLINE_LINUX=""} of {@code /etc/default/grub}. */
public record ConfigLine(String path, String text) {}
