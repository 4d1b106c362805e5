package dev.gantry.gpu.rule;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.Rule;
import dev.gantry.gpu.RuleViolation;
import dev.gantry.gpu.driver.DriverAlignment;
import dev.gantry.gpu.driver.DriverBundleName;
import dev.gantry.gpu.driver.DriverVersion;
import java.util.List;

/** E10: the driver bundle of a host and the drivers of the guests that run on it. */
public final class DriverRules {

    private static final String URL = "vgpu_driver_url";

    private DriverRules() {}

    /** For a host on which the driver is to be installed. */
    public static List<RuleViolation> bundleUrl(String url) {
        if (url.isBlank()) {
            return List.of(violation(
                    URL,
                    "nothing",
                    "an http, https or file URL of a driver bundle",
                    "Publish a bundle and give its URL"));
        }
        if (!url.matches("(https?|file)://.+")) {
            return List.of(violation(URL, "'" + url + "'", "http, https or file", "Correct the scheme of the URL"));
        }
        try {
            DriverBundleName.fromUrl(url);
            return List.of();
        } catch (MalformedValueException e) {
            return List.of(violation(URL, "'" + e.found() + "'", e.expected(), "Keep the file name that NVIDIA gave"));
        }
    }

    /** Empty also when nobody can tell; {@link DriverAlignment#of} says which. */
    public static List<RuleViolation> guestOnHost(DriverVersion host, DriverVersion guest) {
        return switch (DriverAlignment.of(host, guest)) {
            case DriverAlignment.Incompatible no ->
                List.of(violation(
                        "guest driver",
                        no.reason(),
                        "a guest driver of branch " + host.branch() + " as the host's",
                        "Build the image with the guest driver of the host's bundle"));
            case DriverAlignment.Aligned yes -> List.of();
            case DriverAlignment.GuestOlder yes -> List.of();
            case DriverAlignment.Unknown unknown -> List.of();
        };
    }

    private static RuleViolation violation(String path, String found, String expected, String fix) {
        return new RuleViolation(Rule.DRIVER, "", path, found, expected, fix);
    }
}
