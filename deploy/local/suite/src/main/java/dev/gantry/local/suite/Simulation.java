package dev.gantry.local.suite;

import java.util.List;

/** The simulated GPU hosts of the guide. */
final class Simulation {
    /** computegpu000 is in compute_vgpu, computegpu001 in compute_multi_instance_gpu, computegpu007 has definitions of its own. */
    static final List<String> HOSTS = List.of("computegpu000", "computegpu001", "computegpu007");

    private Simulation() {}
}
