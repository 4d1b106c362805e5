package dev.gantry.imagebuilder.model.image;

/** A definition and its version, which rises with every change. */
public record VersionedImage(ImageDefinition definition, long version) {}
