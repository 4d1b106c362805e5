package dev.gantry.imagebuilder.model;

/** One thing wrong in what was given: where, what stood there, what was expected, how to fix it. */
public record Violation(String where, String found, String expected, String fix) {}
