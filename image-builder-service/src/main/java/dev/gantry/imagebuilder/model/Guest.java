package dev.gantry.imagebuilder.model;

/** A server that was made from an image, as Nova names it. */
public record Guest(String id, String name, String projectId, String status) {}
