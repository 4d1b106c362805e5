package dev.gantry.novaconfig.model.settings;

/** The settings as written, and the version to send back as If-Match when changing them; 0 while nobody has. */
public record StoredSettings(long version, SettingsDocument document) {}
