package dev.gantry.contracts.host;

import dev.gantry.contracts.event.HostEvent;

/** A step of a run ended. {@code outcome} is {@code SATISFIED}, {@code CHANGED}, {@code REBOOTING} or {@code FAILED}; {@code millis} is wall time. */
public record HostStepFinished(
        String host, long version, String runId, int sequence, String step, String outcome, String detail, long millis)
        implements HostEvent {}
