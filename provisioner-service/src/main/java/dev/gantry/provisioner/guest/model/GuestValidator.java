package dev.gantry.provisioner.guest.model;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.driver.DriverFile;
import dev.gantry.kit.address.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a guest's description must be. Every flaw is told at once. */
public final class GuestValidator {

    /** One refused value: where it stood, what was found, what is possible, what to do. */
    public record Flaw(String path, String found, String wanted, String next) {}

    private static final String PIN = "SHA256:[A-Za-z0-9+/]{43}=?";
    // vgpu-test-1.tenant.example
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
    // cloud-user
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");
    // SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
    private static final Pattern HOST_KEY = Pattern.compile(PIN);
    // ops@bastion.example:22|SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
    private static final Pattern JUMP = Pattern.compile("[^@|\\s]+@[^|\\s]+:\\d{1,5}\\|" + PIN);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    // https://storage.example/vGPU17.1/NVIDIA-Linux-x86_64-550.54.15-grid.run
    private static final Pattern URL = Pattern.compile("(https?|file)://\\S+");
    // client_configuration_token_05-30-2023-12-41-40.tok
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.tok");
    // /home/cloud-user/cuda-samples
    private static final Pattern FOLDER = Pattern.compile("/[^\\p{Cntrl}]*");
    private static final Set<Integer> FEATURES = Set.of(0, 1, 2, 4);

    private final List<Flaw> flaws = new ArrayList<>();

    private GuestValidator() {}

    /** In the order of the fields; empty: it can be stored. */
    public static List<Flaw> flaws(String name, GuestSpec spec) {
        GuestValidator rules = new GuestValidator();
        rules.must("name", name, NAME, "small letters, digits, dots and -, at most 63", "choose another name");
        rules.address(spec.address());
        if (spec.port() != null && (spec.port() < 1 || spec.port() > 65535)) {
            rules.add("port", spec.port().toString(), "1 to 65535", "leave it out for 22");
        }
        rules.must("user", spec.user(), USER, "a user who may become root by sudo", "send e.g. cloud-user");
        rules.must(
                "hostKey",
                spec.hostKey(),
                HOST_KEY,
                "SHA256: and 43 characters",
                "take it from the guest's console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
        rules.may("jump", spec.jump(), JUMP, "user@host:port|SHA256:fingerprint");
        rules.driver(spec.driver());
        if (spec.featureType() != null && !FEATURES.contains(spec.featureType())) {
            rules.add(
                    "featureType",
                    spec.featureType().toString(),
                    "0 unlicensed, 1 vGPU, 2 RTX virtual workstation, 4 compute",
                    "send 1 for a vGPU");
        }
        if (spec.token() != null) {
            rules.must(
                    "token.file",
                    spec.token().file(),
                    TOKEN,
                    "a file name ending in .tok in the provisioner's folder of secrets, not the token itself",
                    "put the file there and send its name");
        }
        rules.samples(spec.samples());
        return List.copyOf(rules.flaws);
    }

    private void driver(GuestSpec.@Nullable Driver driver) {
        if (driver == null) {
            return;
        }
        must("driver.url", driver.url(), URL, "http://, https:// or file://", "send the URL of a guest driver");
        must("driver.sha256", driver.sha256(), SHA256, "64 hex digits", "send what sha256sum prints for the file");
        String wanted = "a guest driver as NVIDIA-Linux-x86_64-550.54.15-grid.run or"
                + " nvidia-linux-grid-535_535.161.07_amd64.deb";
        try {
            if (DriverFile.parse(driver.fileName()).side() != DriverFile.Side.GUEST) {
                add("driver.url", driver.fileName(), wanted, "that one is for hypervisors; send the guest's");
            }
        } catch (MalformedValueException unknown) {
            add("driver.url", driver.fileName(), wanted, "keep the name that NVIDIA gave it; unpack a bundle first");
        }
    }

    private void samples(@Nullable String folder) {
        may("samples", folder, FOLDER, "an absolute path on the guest");
        if (folder != null && List.of(folder.split("/")).contains("..")) {
            add("samples", folder, "a path without ..", "send where cuda-samples was cloned to");
        }
    }

    private void must(String path, @Nullable String found, Pattern form, String wanted, String next) {
        if (found == null || !form.matcher(found).matches()) {
            add(path, shown(found), wanted, next);
        }
    }

    private void address(@Nullable String found) {
        HostAddress.problem(found == null ? "" : found)
                .ifPresent(wanted -> add("address", shown(found), wanted, "send where sshd listens"));
    }

    private void may(String path, @Nullable String found, Pattern form, String wanted) {
        if (found != null && !form.matcher(found).matches()) {
            add(path, shown(found), wanted, "correct it or leave it out");
        }
    }

    /** Somebody may have sent the token in place of its name; it must not come back in an answer or a log. */
    private static String shown(@Nullable String found) {
        if (found == null) {
            return "nothing";
        }
        return found.length() > 140 ? "a text of " + found.length() + " characters" : "'" + found + "'";
    }

    private void add(String path, String found, String wanted, String next) {
        flaws.add(new Flaw(path, found, wanted, next));
    }
}
