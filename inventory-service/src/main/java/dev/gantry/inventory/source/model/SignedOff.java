package dev.gantry.inventory.source.model;

import java.time.Instant;

/** A host whose next plan is approved by the sign-off of the commit that changed it, as long as its spec has that version. */
public record SignedOff(String host, String source, long specVersion, String who, String why, Instant at) {}
