package dev.gantry.local.suite.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How often each device was given up: by how many different plans that were approved, whether or not the approval was answered. */
public final class ApprovalCounter {
    private final Map<String, Set<String>> plansByDevice = new HashMap<>();

    synchronized void approve(String host, JsonNode plan) {
        String which = host + " " + plan.path("digest").asText();
        plan.path("changes").forEach(change -> change.path("destroys").forEach(device -> plansByDevice
                .computeIfAbsent(device.asText(), d -> new HashSet<>())
                .add(which)));
    }

    /** Plans that named the device and were approved. */
    public synchronized int plans(String device) {
        return plansByDevice.getOrDefault(device, Set.of()).size();
    }
}
