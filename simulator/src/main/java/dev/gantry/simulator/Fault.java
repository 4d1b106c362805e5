package dev.gantry.simulator;

import java.util.Arrays;
import java.util.Locale;

/** What goes wrong on a host on purpose. Some take a value; the comment says what it means. */
public enum Fault {
    /** The host goes down for a reboot and stays down until {@link SimulatedHost#powerOn()}. */
    REBOOT_NEVER_RETURNS,
    /** The value-th command takes effect, then the connection is cut before the answer; once. */
    SSH_DROPS_AFTER_EFFECT,
    /** The connection is cut instead of running the value-th command; once. */
    SSH_DROPS_BEFORE_EFFECT,
    /** The driver's installer fails as often as the value says, once by default, leaving half of its files. */
    DRIVER_INSTALL_FAILS_ONCE,
    /** A console holds nouveau, so that it cannot be taken from the cards while the host runs. */
    NOUVEAU_IN_USE,
    /** Nothing can be written below /opt. */
    DISK_FULL,
    /** A guest takes the device with this UUID, or every device when there is no value, as soon as it exists. */
    MDEV_IN_USE,
    /** sriov-manage answers 0 and makes no VFs, as often as the value says, once by default. */
    SRIOV_MANAGE_LIES,
    /** The server shows another key than the one it was enrolled with. */
    CHANGED_HOST_KEY,
    /** After a reboot sshd is up before its accounts are: the first logins, as many as the value says, are refused. */
    LOGIN_CLOSED_AFTER_REBOOT,
    /** From the first reboot on sudo asks for a password. */
    SUDO_ASKS_AFTER_REBOOT,
    /** Nothing listens on the port. */
    REFUSES_SSH,
    /** Secure boot is on, and the driver is not signed. */
    SECURE_BOOT_ON,
    /** VT-d or AMD-Vi is off in the firmware, so kernel arguments alone bring no IOMMU. */
    FIRMWARE_IOMMU_OFF,
    /** SR-IOV is off in the firmware: the cards have no sriov_totalvfs. */
    FIRMWARE_SRIOV_OFF,
    /** VT-x or AMD-V is off in the firmware. */
    FIRMWARE_VIRTUALIZATION_OFF;

    /** As written in configurations: {@code sriov-manage-lies}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String id) {
        return Arrays.stream(values())
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("fault '" + id + "': expected one of "
                        + Arrays.stream(values()).map(Fault::id).toList()));
    }
}
