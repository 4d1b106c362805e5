package dev.gantry.provisioner.model.remote;

import dev.gantry.provisioner.model.script.Scripts;
import dev.gantry.provisioner.model.script.Shell;
import java.util.Map;

/** The scripts around a change: run it so that it survives us, ask whether it still runs, end it. */
public final class SupervisedScript {

    /** Exit status of {@link #supervised} when another change of ours runs there. */
    public static final int BUSY = 75;

    /** Exit status of {@link #supervised} and {@link #stop} when a worker with a higher fence was there since. */
    public static final int STALE = 76;

    private SupervisedScript() {}

    /**
     * The change as a process of its own that a broken connection does not end; one at a time on a host. {@code fence} rises from worker to
     * worker: one that was held up while another took its work over does nothing any more, however late it wakes.
     */
    public static String supervised(String step, long fence, String script) {
        String end = "GANTRY_END";
        while (script.contains(end)) {
            end += "_";
        }
        return Shell.assignments(Map.of("step", step, "fence", Long.toString(fence))) + "change_text() {\ncat <<'" + end
                + "'\n" + script + "\n" + end + "\n}\n" + text("supervise");
    }

    /** Answered by {@link HostActivityReport#parse}. */
    public static String state() {
        return text("state");
    }

    /** Ends what still runs there, unless a worker with a higher fence began it. */
    public static String stop(long fence) {
        return Shell.assignments(Map.of("fence", Long.toString(fence))) + text("stop");
    }

    /** Does nothing unless the host is still in that boot, so that a request that is repeated reboots once. */
    public static String inBoot(String bootId, String script) {
        return "[ \"$(cat \"${GANTRY_ROOT:-}/proc/sys/kernel/random/boot_id\")\" = " + Shell.quote(bootId)
                + " ] || exit 0\n" + script;
    }

    private static String text(String name) {
        return Scripts.text(SupervisedScript.class, name);
    }
}
