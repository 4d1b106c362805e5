package dev.gantry.provisioner.guest.model;

import org.jspecify.annotations.Nullable;

/** What a guest is good for, the first that is true of it. */
public enum GuestState {
    /** No NVIDIA GPU is in the guest. */
    NO_GPU,
    /** No NVIDIA driver is installed. */
    DRIVER_MISSING,
    /** A driver is installed, but not loaded or not answering. */
    DRIVER_NOT_LOADED,
    /** Another driver than the wanted one is in use. */
    DRIVER_DIFFERS,
    /** The driver knows of no licences: it is none for vGPUs, or the GPU is a whole card. */
    LICENCE_NOT_REPORTED,
    /** At least one vGPU of the guest has no licence. */
    UNLICENSED,
    /** Every vGPU of the guest holds a licence. */
    LICENSED;

    public static GuestState of(DesiredGuest wish, GuestFacts facts) {
        if (facts.gpus().isEmpty()) {
            return NO_GPU;
        }
        String loaded = facts.driver().loaded();
        if (loaded.isEmpty()) {
            return facts.driver().installed().isEmpty() ? DRIVER_MISSING : DRIVER_NOT_LOADED;
        }
        if (!facts.driver().trouble().isEmpty()) {
            return DRIVER_NOT_LOADED;
        }
        if (differs(wish, loaded)) {
            return DRIVER_DIFFERS;
        }
        if (facts.licences().isEmpty()) {
            return LICENCE_NOT_REPORTED;
        }
        return facts.licences().stream().allMatch(GuestFacts.Licence::holds) ? LICENSED : UNLICENSED;
    }

    private static boolean differs(DesiredGuest wish, @Nullable String loaded) {
        return wish.driver() != null && !wish.driver().version().text().equals(loaded);
    }
}
