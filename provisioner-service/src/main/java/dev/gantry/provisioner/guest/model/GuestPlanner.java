package dev.gantry.provisioner.guest.model;

import dev.gantry.gpu.driver.DriverFile;
import dev.gantry.provisioner.guest.model.GuestFacts.Gridd;
import dev.gantry.provisioner.guest.model.GuestFacts.TokenFile;
import dev.gantry.provisioner.model.script.Scripts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a guest as found with what is wanted. Pure; decides on what is in effect. */
public final class GuestPlanner {

    /** Where guest drivers are put to be installed. */
    static final String FOLDER = "/opt/gantry/guest/";

    static final String TOKEN_MODE = "744";

    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofMinutes(30);

    /** Start and change are computed from different clocks of the guest; they differ by less than this, in seconds. */
    private static final double CLOCKS = 0.25;

    private final DesiredGuest wish;
    private final GuestFacts facts;
    private final List<GuestChange> changes = new ArrayList<>();
    private final List<String> blockers = new ArrayList<>();

    private GuestPlanner(DesiredGuest wish, GuestFacts facts) {
        this.wish = wish;
        this.facts = facts;
    }

    public static GuestPlan plan(DesiredGuest wish, GuestFacts facts) {
        GuestPlanner planner = new GuestPlanner(wish, facts);
        if (facts.gpus().isEmpty()) {
            planner.blockers.add("the guest has no NVIDIA GPU: boot it with a flavor that brings one");
        } else {
            planner.driver();
            planner.gridd();
        }
        return new GuestPlan(planner.changes, planner.blockers);
    }

    private void driver() {
        DriverFile wanted = wish.driver();
        GuestFacts.Driver found = facts.driver();
        boolean installed = !found.installed().isEmpty()
                && (wanted == null || found.installed().equals(wanted.version().text()));
        if (!installed && wanted != null) {
            install(wanted);
        } else if (installed && found.loaded().isEmpty()) {
            load();
        } else if (installed && !found.loaded().equals(found.installed())) {
            blockers.add("driver " + found.loaded() + " is loaded and " + found.installed()
                    + " installed: reboot the guest, then check again");
        }
    }

    private void load() {
        if (facts.driver().nouveau()) {
            blockers.add("nouveau holds the GPU: reboot the guest, then check again");
            return;
        }
        changes.add(new GuestChange.RunScript(
                "driver-load",
                "load the installed driver " + facts.driver().installed(),
                QUICK,
                Scripts.change(GuestPlanner.class, "load", Map.of())));
    }

    private void install(DriverFile wanted) {
        if (!facts.gpuUsers().isEmpty()) {
            blockers.add("driver " + wanted.version() + " cannot be installed while the GPU is in use by "
                    + String.join(", ", facts.gpuUsers()) + ": stop them, then check again");
            return;
        }
        String path = FOLDER + wanted.fileName();
        String before = facts.driver().installed().isEmpty()
                ? "install"
                : "replace " + facts.driver().installed() + " by";
        changes.add(new GuestChange.DeliverDriver("driver", "bring " + wanted.fileName() + " to " + path, LONG, path));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("installer", path);
        parameters.put("version", wanted.version().text());
        parameters.put("packages", String.join(" ", missingPackages(wanted)));
        changes.add(new GuestChange.RunScript(
                "driver",
                before + " driver " + wanted.version() + " from " + wanted.fileName(),
                LONG,
                Scripts.change(GuestPlanner.class, "install", parameters)));
    }

    /** A .run file builds the module on the guest; packages name what they need themselves, but for the kernel's headers. */
    private List<String> missingPackages(DriverFile wanted) {
        List<String> missing = new ArrayList<>();
        if (wanted.packing() == DriverFile.Packing.RUN) {
            List.of("gcc", "make").stream()
                    .filter(t -> !facts.tools().contains(t))
                    .forEach(missing::add);
        }
        if (!facts.platform().kernelHeaders()) {
            missing.add((facts.platform().debianLike() ? "linux-headers-" : "kernel-devel-")
                    + facts.platform().kernel());
        }
        return missing;
    }

    private void gridd() {
        featureType();
        token();
        if (wish.featureType() == null && wish.token() == null) {
            return;
        }
        Gridd found = facts.gridd();
        if (!found.service().isThere()) {
            if (changes.isEmpty() && !facts.driver().installed().isEmpty()) {
                blockers.add("nvidia-gridd is not on the guest: driver "
                        + facts.driver().installed()
                        + " is no vGPU guest driver; give the guest one ending in -grid.run, or nvidia-linux-grid");
            } else if (!changes.isEmpty()) {
                changes.add(restart("is not there yet"));
            }
            return;
        }
        restartReason(found).ifPresent(reason -> changes.add(restart(reason)));
    }

    private void featureType() {
        Integer wanted = wish.featureType();
        String found = facts.gridd().featureType();
        if (wanted == null || found.equals(wanted.toString())) {
            return;
        }
        String summary = facts.gridd().hasConf()
                ? "set FeatureType " + (found.isEmpty() ? "(no such line)" : found) + " to " + wanted
                        + " in /etc/nvidia/gridd.conf"
                : "make /etc/nvidia/gridd.conf from its template with FeatureType " + wanted;
        changes.add(new GuestChange.RunScript(
                "gridd-conf",
                summary,
                QUICK,
                Scripts.change(GuestPlanner.class, "gridd-conf", Map.of("feature", wanted.toString()))));
    }

    private void token() {
        DesiredGuest.Token wanted = wish.token();
        if (wanted == null) {
            return;
        }
        String path = facts.gridd().tokenFolder() + "/" + wanted.name();
        TokenFile there = facts.gridd().tokens().stream()
                .filter(t -> t.name().equals(wanted.name()))
                .findFirst()
                .orElse(null);
        if (there == null || !there.sha256().equals(wanted.sha256())) {
            String summary = (there == null ? "bring the licence token to " : "replace the licence token ") + path;
            changes.add(new GuestChange.DeliverToken("token", summary, QUICK, path, "0" + TOKEN_MODE));
        } else if (!there.mode().equals(TOKEN_MODE)) {
            changes.add(new GuestChange.RunScript(
                    "token",
                    "mode of " + path + ": " + there.mode() + " to " + TOKEN_MODE,
                    QUICK,
                    Scripts.change(GuestPlanner.class, "token-mode", Map.of("path", path))));
        }
    }

    private Optional<String> restartReason(Gridd found) {
        if (!changes.isEmpty()) {
            return Optional.of("has to read what changes");
        }
        if (!found.service().isActive()) {
            return Optional.of("is " + found.service().active());
        }
        double newest = found.tokens().stream().mapToDouble(TokenFile::changed).reduce(found.confChanged(), Math::max);
        return newest > found.service().started() + CLOCKS
                ? Optional.of("started before its configuration or token was changed")
                : Optional.empty();
    }

    private static GuestChange restart(String reason) {
        return new GuestChange.RunScript(
                "gridd",
                "restart nvidia-gridd: it " + reason,
                QUICK,
                Scripts.change(GuestPlanner.class, "restart", Map.of()));
    }
}
