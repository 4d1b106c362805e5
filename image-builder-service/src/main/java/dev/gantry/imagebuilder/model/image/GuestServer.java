package dev.gantry.imagebuilder.model.image;

/** A server that was made from an image, as Nova names it. */
public record GuestServer(String id, String name, String projectId, String status) {}
