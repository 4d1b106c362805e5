package dev.gantry.simulator;

import java.util.Arrays;

/** The operating systems a simulated host can have. */
public enum Os {
    DEBIAN_12("debian12"),
    /** Booted by systemd-boot, with grub's files beside it; its kernel arguments stand in {@code /etc/kernel/cmdline}. */
    PROXMOX_8("proxmox8"),
    UBUNTU_22_04("ubuntu22.04"),
    /** Its virtual functions take vGPU types by themselves; there are no mediated devices. */
    UBUNTU_24_04("ubuntu24.04"),
    ROCKY_9("rocky9");

    private final String id;

    Os(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    static Os of(String id) {
        return Arrays.stream(values())
                .filter(os -> os.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operating system '" + id + "': expected one of "
                        + Arrays.stream(values()).map(Os::id).toList()));
    }
}
