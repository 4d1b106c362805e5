package dev.gantry.provisioner.model.driver;

import dev.gantry.provisioner.model.facts.HostFacts;
import dev.gantry.provisioner.model.facts.card.FoundFunction;
import dev.gantry.provisioner.model.plan.Deadlines;
import dev.gantry.provisioner.model.plan.PlanContext;
import dev.gantry.provisioner.model.plan.PlanStep;
import dev.gantry.provisioner.model.script.FileChanges;
import dev.gantry.provisioner.model.script.ManagedFile;
import dev.gantry.provisioner.model.script.Scripts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nouveau must neither hold the cards now nor take them at the next boot: NVIDIA's installer test-loads its module and fails while it does,
 * also with {@code --no-nouveau-check}.
 */
public final class NouveauStep implements PlanStep {
    static final String FILE = "/etc/modprobe.d/blacklist-nouveau.conf";

    @Override
    public String id() {
        return "nouveau";
    }

    @Override
    public void plan(PlanContext context) {
        HostFacts facts = context.facts();
        FileChanges change = new FileChanges();
        if (context.targets().isEmpty()) {
            if (facts.files().isOurs(FILE)) {
                context.removeWithRamdisk(FILE);
            }
        } else if (ModuleBan.of(facts, "nouveau").isEmpty()
                && (facts.found().hasLoaded("nouveau") || facts.found().canLoad("nouveau"))) {
            change.put(ManagedFile.of(FILE, "0644", "blacklist nouveau\noptions nouveau modeset=0\n"));
            context.needRamdisk(FILE);
        } else if (facts.files().isOurs(FILE)) {
            context.needRamdiskIfOlder(FILE);
        }
        if (!change.isEmpty()) {
            context.run(this, change.summary(), Deadlines.QUICK, change.script());
        }
        if (!context.targets().isEmpty()) {
            free(context);
        }
    }

    /** Where nothing uses the module the cards are taken from it now; else, or where that cannot be told, the host restarts first. */
    private void free(PlanContext context) {
        List<String> held = context.facts().gpus().stream()
                .filter(g -> g.isBoundTo("nouveau"))
                .map(FoundFunction::address)
                .map(Object::toString)
                .toList();
        if (held.isEmpty()) {
            return;
        }
        Optional<Integer> users = context.facts().found().users("nouveau");
        if (users.filter(n -> n == 0).isPresent()) {
            context.run(
                    this,
                    "free " + String.join(", ", held) + " from nouveau",
                    Deadlines.QUICK,
                    Scripts.change(NouveauStep.class, "nouveau", Map.of("cards", String.join(" ", held))));
        } else {
            context.needRebootFirst("nouveau holds " + String.join(", ", held) + ", and "
                    + users.map(n -> n + " users hold nouveau (a console, a display)")
                            .orElse("whether it is used is not known"));
        }
    }
}
