package dev.gantry.simulator;

/** A live mediated device: {@code 5c630867-a673-5d75-aa31-a499e6c7cb19} on {@code 0000:21:00.4} of {@code nvidia-697}. */
public record MediatedDevice(String uuid, String parent, String type) {}
