package dev.gantry.imagebuilder.model;

/** One thing wrong in what was given: where, what stood there, what was wanted, what to do next. */
public record Violation(String path, String found, String wanted, String next) {}
