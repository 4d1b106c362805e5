package dev.gantry.provisioner.model.driver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a driver's file tells: version of the host driver and kind of installer. */
record HostDriverFile(String name) {
    // NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip (the first is the host's)
    // NVIDIA-Linux-x86_64-535.161.05-vgpu-kvm.run   nvidia-vgpu-ubuntu-535_535.161.05_amd64.deb
    // NVIDIA-vGPU-rhel-9.4-595.58.02.x86_64.rpm
    private static final Pattern VERSION =
            Pattern.compile("(?<![0-9.])([3-9][0-9]{2}\\.[0-9]{1,4}(?:\\.[0-9]{1,4})?)(?![0-9])");
    // NVIDIA-GRID-RHEL-9.4-525.105.14-525.105.17-528.89.zip and -Ubuntu- hold packages, -KVM- holds the .run
    private static final Pattern PACKAGES = Pattern.compile("-(RHEL|Ubuntu)-?[0-9.]*-", Pattern.CASE_INSENSITIVE);

    public static HostDriverFile of(String url) {
        return new HostDriverFile(url.replaceFirst("[?#].*$", "").replaceFirst("^.*/", ""));
    }

    public Optional<String> version() {
        Matcher m = VERSION.matcher(name);
        return m.find() ? Optional.of(m.group(1)) : Optional.empty();
    }

    /** {@code .run}, {@code .deb} or {@code .rpm}: of the file itself, or of the host part in a bundle. */
    public String ending() {
        for (String ending : new String[] {".run", ".deb", ".rpm"}) {
            if (name.endsWith(ending)) {
                return ending;
            }
        }
        Matcher m = PACKAGES.matcher(name);
        if (!m.find()) {
            return ".run";
        }
        return m.group(1).equalsIgnoreCase("RHEL") ? ".rpm" : ".deb";
    }

    /** The name under which the host keeps it; it says the version, so that another one is not taken for it. */
    public String storedName() {
        String version = version().orElseGet(() -> Integer.toHexString(name.hashCode()));
        return "nvidia-vgpu-host-" + version + ending();
    }
}
