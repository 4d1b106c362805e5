package dev.gantry.imagebuilder.model;

/** A definition and its version, which rises with every change. */
public record VersionedImage(ImageDefinition definition, long version) {}
