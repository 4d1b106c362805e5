package dev.gantry.gpu.driver;

import java.util.Optional;

/**
 * Whether a guest's driver works with a host's. They need not be equal: branches are compared, not versions.
 * Source: NVIDIA vGPU release notes 15.x and 19.0, "vGPU Manager and Guest Driver Compatibility".
 */
public sealed interface DriverAlignment {

    String reason();

    /** It works with every feature that both have. */
    record Aligned(String reason) implements DriverAlignment {}

    /** It works with the features of the guest's older driver. */
    record GuestOlder(String reason) implements DriverAlignment {}

    /** The vGPU does not load in the guest. */
    record Incompatible(String reason) implements DriverAlignment {}

    /** No release is known for one of the branches, so nobody can tell. */
    record Unknown(String reason) implements DriverAlignment {}

    static DriverAlignment of(DriverVersion host, DriverVersion guest) {
        String pair = "host driver %s and guest driver %s".formatted(host, guest);
        if (host.branch() == guest.branch()) {
            return new Aligned("%s are of one branch".formatted(pair));
        }
        Optional<VgpuRelease> hostRelease = host.release();
        Optional<VgpuRelease> guestRelease = guest.release();
        if (hostRelease.isEmpty() || guestRelease.isEmpty()) {
            int stranger = hostRelease.isEmpty() ? host.branch() : guest.branch();
            return new Unknown("%s: branch %d is no vGPU release known here".formatted(pair, stranger));
        }
        return between(hostRelease.get(), guestRelease.get(), pair);
    }

    private static DriverAlignment between(VgpuRelease host, VgpuRelease guest, String pair) {
        if (guest.compareTo(host) > 0) {
            return new Incompatible("%s: %s is newer than the host's %s".formatted(pair, guest, host));
        }
        if (host.previous().filter(guest::equals).isPresent()) {
            return new GuestOlder("%s: %s is the release before %s".formatted(pair, guest, host));
        }
        boolean bothLongTerm = host.isLongTerm()
                && host.previousLongTerm().filter(guest::equals).isPresent();
        return bothLongTerm
                ? new GuestOlder("%s: %s is the long-term release before %s".formatted(pair, guest, host))
                : new Incompatible("%s: %s is too old for %s".formatted(pair, guest, host));
    }
}
