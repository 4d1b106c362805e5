package dev.gantry.novaconfig.model.settings;

import dev.gantry.novaconfig.model.settings.SettingsDocument.BadField;
import dev.gantry.novaconfig.model.settings.SettingsDocument.CloudAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the settings say of repository, control host and cloud: missing parts are named when they are written, not when they are first used. */
final class TargetValidator {

    // ssh://git@git.example.org/kayobe-config.git   git@git.example.org:kayobe-config.git
    private static final Pattern OVER_SSH = Pattern.compile("(?:git\\+)?ssh://\\S+|[^\\s/:@]+@[^\\s/:]+:\\S+");
    // https://git.example.org/kayobe-config.git   file:///srv/git/kayobe-config.git
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?:git\\+)?ssh|https?)://[^\\s/]+/\\S+|file:///?\\S+|/\\S+");
    // https://gantry:secret@git.example.org/kayobe-config.git
    private static final Pattern WITH_PASSWORD = Pattern.compile("\\w+://[^/@]*:[^/@]*@.*");
    // SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final int LAST_PORT = 65_535;

    private final List<BadField> bad = new ArrayList<>();

    private TargetValidator() {}

    static List<BadField> check(@Nullable GitTarget git, @Nullable ControlHost control, @Nullable CloudAccess cloud) {
        TargetValidator found = new TargetValidator();
        if (git != null) {
            found.git(git);
        }
        if (control != null) {
            found.control(control);
        }
        if (cloud != null) {
            found.required("openstack.cloudsFile", cloud.cloudsFile(), "the path of a clouds.yaml");
            found.required("openstack.cloud", cloud.cloud(), "the name of a cloud in it");
        }
        return found.bad;
    }

    private void git(GitTarget git) {
        if (!required(
                "git.url", git.url(), "the address of a repository, such as ssh://git@git.example.org/kayobe.git")) {
            return;
        }
        if (!ADDRESS.matcher(git.url()).matches()
                && !OVER_SSH.matcher(git.url()).matches()) {
            bad.add(new BadField(
                    "git.url",
                    git.url(),
                    "ssh://, https:// or file:// and the rest of the address, or user@host:path",
                    "correct the address"));
        }
        if (WITH_PASSWORD.matcher(git.url()).matches()) {
            bad.add(new BadField(
                    "git.url",
                    "an address with a password",
                    "one without",
                    "put the token into a file and name it in tokenPath"));
        }
        if (OVER_SSH.matcher(git.url()).matches()) {
            required("git.keyPath", git.keyPath(), "the path of the private key that logs in");
            required(
                    "git.knownHosts",
                    git.knownHosts(),
                    "the path of a file that pins the server, as ssh-keyscan writes it");
        }
    }

    private void control(ControlHost control) {
        required("control.address", control.address(), "the control host's name or address");
        required("control.user", control.user(), "the user that runs kayobe there");
        required("control.keyPath", control.keyPath(), "the path of the private key that logs in");
        boolean pinned =
                required("control.hostKey", control.hostKey(), "its SHA-256 fingerprint, as ssh-keygen -l prints it");
        if (pinned && !FINGERPRINT.matcher(control.hostKey()).matches()) {
            bad.add(new BadField(
                    "control.hostKey",
                    control.hostKey(),
                    "SHA256: and 43 letters",
                    "take it from ssh-keyscan HOST | ssh-keygen -lf -"));
        }
        within("control.port", control.portOrDefault(), LAST_PORT);
        within("control.timeoutMinutes", control.timeoutMinutesOrDefault(), Integer.MAX_VALUE);
    }

    private void within(String path, int number, int most) {
        if (number < 1 || number > most) {
            bad.add(new BadField(path, Integer.toString(number), "1 or more, at most " + most, "correct the value"));
        }
    }

    /** Whether it is there. */
    private boolean required(String path, @Nullable String value, String wanted) {
        boolean there = value != null && !value.isBlank();
        if (!there) {
            bad.add(new BadField(path, "nothing", wanted, "add it"));
        }
        return there;
    }
}
