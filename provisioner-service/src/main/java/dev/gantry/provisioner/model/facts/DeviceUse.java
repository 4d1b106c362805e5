package dev.gantry.provisioner.model.facts;

/**
 * Somebody uses a device.
 *
 * @param device mdev UUID, or PCI address of the function
 * @param by libvirt domain such as {@code instance-0000002a}, or {@code process 4711 (dcgm)}
 * @param how RUNNING: it is open now; DEFINED: a domain that is not running names it
 */
public record DeviceUse(String device, String by, How how) {
    /** Whether it is in use now or would be at the next start of the domain. */
    public enum How {
        RUNNING,
        DEFINED
    }
}
