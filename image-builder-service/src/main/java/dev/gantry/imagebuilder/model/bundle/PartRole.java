package dev.gantry.imagebuilder.model.bundle;

import java.util.Locale;

/** What a file of a driver bundle is for. The names are those of the {@code driver-bundle.published} event. */
public enum PartRole {
    BUNDLE,
    HOST_DRIVER,
    GUEST_DRIVER,
    SIGNING_KEY,
    OTHER;

    /**
     * The role of an entry by its folder, wherever in the bundle that folder stands, and its suffix:
     * {@code Host_Drivers/NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run} is a host driver. Windows installers are {@link #OTHER}.
     */
    public static PartRole of(String entryPath) {
        String path = "/" + entryPath;
        String lower = entryPath.toLowerCase(Locale.ROOT);
        boolean isInstallable = lower.endsWith(".run") || lower.endsWith(".deb") || lower.endsWith(".rpm");
        if (path.contains("/Host_Drivers/") && isInstallable) {
            return HOST_DRIVER;
        }
        if (path.contains("/Guest_Drivers/") && isInstallable) {
            return GUEST_DRIVER;
        }
        return path.contains("/Signing_Keys/") && !entryPath.endsWith("/") ? SIGNING_KEY : OTHER;
    }
}
