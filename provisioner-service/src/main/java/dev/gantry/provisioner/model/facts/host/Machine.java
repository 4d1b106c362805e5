package dev.gantry.provisioner.model.facts.host;

import java.util.List;

/** The host itself: what it runs, and since which boot. {@code osFamily} holds ID and ID_LIKE of os-release. */
public record Machine(
        String bootId, String name, String osId, List<String> osFamily, String osVersion, String kernel, String maker) {
    public Machine {
        osFamily = List.copyOf(osFamily);
    }

    /** Debian, Ubuntu and what derives from them. */
    public boolean isDebian() {
        return osFamily.contains("debian") || osFamily.contains("ubuntu");
    }

    /** RHEL, Rocky, Alma, CentOS, Oracle and what derives from them. */
    public boolean isRedHat() {
        return osFamily.contains("rhel") || osFamily.contains("fedora") || osFamily.contains("centos");
    }

    /** {@code 9} of {@code 9.4}; 0 when there is no number. */
    public int osMajor() {
        String digits = osVersion.replaceFirst("[^0-9].*$", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    public boolean isDell() {
        return maker.startsWith("Dell");
    }
}
