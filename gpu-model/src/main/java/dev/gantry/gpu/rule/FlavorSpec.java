package dev.gantry.gpu.rule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The part of a flavor that the GPU rules look at; extra specs in order of their keys. */
public record FlavorSpec(String name, int vcpus, Map<String, String> extraSpecs) {

    public FlavorSpec {
        extraSpecs = Collections.unmodifiableMap(new TreeMap<>(extraSpecs));
    }
}
