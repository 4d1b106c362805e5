package dev.gantry.gpu;

import java.util.List;

/** E10: the driver bundle of a host and the drivers of the guests that run on it. */
public final class DriverRules {

    private static final String URL = "vgpu_driver_url";

    private DriverRules() {}

    /** For a host on which the driver is to be installed. */
    public static List<Finding> bundleUrl(String url) {
        if (url.isBlank()) {
            return List.of(finding(
                    URL,
                    "nothing",
                    "an http, https or file URL of a driver bundle",
                    "Publish a bundle and give its URL"));
        }
        if (!url.matches("(https?|file)://.+")) {
            return List.of(finding(URL, "'" + url + "'", "http, https or file", "Correct the scheme of the URL"));
        }
        try {
            DriverBundleName.fromUrl(url);
            return List.of();
        } catch (MalformedValue e) {
            return List.of(finding(URL, "'" + e.found() + "'", e.wanted(), "Keep the file name that NVIDIA gave"));
        }
    }

    /** Empty also when nobody can tell; {@link DriverAlignment#of} says which. */
    public static List<Finding> guestOnHost(DriverVersion host, DriverVersion guest) {
        return switch (DriverAlignment.of(host, guest)) {
            case DriverAlignment.Incompatible no ->
                List.of(finding(
                        "guest driver",
                        no.reason(),
                        "a guest driver of branch " + host.branch() + " as the host's",
                        "Build the image with the guest driver of the host's bundle"));
            case DriverAlignment.Aligned yes -> List.of();
            case DriverAlignment.GuestOlder yes -> List.of();
            case DriverAlignment.Unknown unknown -> List.of();
        };
    }

    private static Finding finding(String path, String found, String possible, String nextStep) {
        return new Finding(Rule.DRIVER, "", path, found, possible, nextStep);
    }
}
