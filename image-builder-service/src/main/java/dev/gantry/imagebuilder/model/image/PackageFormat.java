package dev.gantry.imagebuilder.model.image;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What an image installs: told by its base element, the one that diskimage-builder makes the root of. Source: diskimage-builder 3.37, elements/. */
public enum PackageFormat {
    DEB(
            Set.of(
                    "debian",
                    "debian-minimal",
                    "debian-systemd",
                    "debian-upstart",
                    "ubuntu",
                    "ubuntu-core",
                    "ubuntu-minimal",
                    "ubuntu-signed",
                    "ubuntu-systemd-container"),
            List.of("debian", "ubuntu")),
    RPM(
            Set.of(
                    "almalinux",
                    "almalinux-container",
                    "centos",
                    "centos-minimal",
                    "centos7",
                    "fedora",
                    "fedora-container",
                    "fedora-minimal",
                    "openeuler-minimal",
                    "opensuse",
                    "opensuse-minimal",
                    "redhat-common",
                    "rhel",
                    "rhel-common",
                    "rhel7",
                    "rocky",
                    "rocky-container"),
            List.of("almalinux", "centos", "fedora", "openeuler", "opensuse", "rhel", "rocky"));

    private final Set<String> bases;
    private final List<String> beginnings;

    PackageFormat(Set<String> bases, List<String> beginnings) {
        this.bases = bases;
        this.beginnings = beginnings;
    }

    /**
     * A base element decides, whatever else is called after another system ({@code debian-networking} on Rocky); without one, an element
     * that begins like one, such as a site's own {@code ubuntu-jammy-gpu}. What is none of them takes RPMs.
     */
    public static PackageFormat of(List<String> elements) {
        return elements.stream()
                .flatMap(element -> named(element).stream())
                .findFirst()
                .or(() -> elements.stream()
                        .flatMap(element -> beginning(element).stream())
                        .findFirst())
                .orElse(RPM);
    }

    private static List<PackageFormat> named(String element) {
        return Stream.of(values()).filter(f -> f.bases.contains(element)).toList();
    }

    private static List<PackageFormat> beginning(String element) {
        String lower = element.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(f -> f.beginnings.stream().anyMatch(lower::startsWith))
                .toList();
    }

    /** {@code .deb}. */
    public String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
