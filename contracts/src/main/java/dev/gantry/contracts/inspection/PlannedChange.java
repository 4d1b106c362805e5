package dev.gantry.contracts.inspection;

import java.util.List;

/** One change the provisioner would make. {@code step} is the step name, e.g. {@code sr-iov}; {@code destroys} names devices that vanish; {@code guests} the domains that use them. */
public record PlannedChange(String step, String summary, boolean reboot, List<String> destroys, List<String> guests) {

    public PlannedChange {
        destroys = List.copyOf(destroys);
        guests = List.copyOf(guests);
    }
}
