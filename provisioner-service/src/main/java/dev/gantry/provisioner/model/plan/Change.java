package dev.gantry.provisioner.model.plan;

import dev.gantry.provisioner.model.desired.DesiredState;
import dev.gantry.provisioner.model.script.Scripts;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One thing that can be done to a host now. Doing it twice is harmless; whether it worked is found by looking again. */
public sealed interface Change {
    /** {@link Step#id()} of the step that it belongs to. */
    String step();

    String summary();

    /** How long it may take before it counts as failed. */
    Duration deadline();

    /** Devices that guests could use and that vanish by it: mdev UUIDs, virtual functions or cards by address. */
    List<String> destroys();

    /** Domains that use what it destroys; not empty only when an override with a reason was given. */
    List<String> guests();

    /** A script for {@code sudo -n sh -s}, read from standard input. Exit 0 = done; any other = failed, with the reason on stderr. */
    record RunScript(
            String step, String summary, Duration deadline, List<String> destroys, List<String> guests, String script)
            implements Change {
        public RunScript {
            destroys = List.copyOf(destroys);
            guests = List.copyOf(guests);
        }
    }

    /**
     * The driver has to get onto the host: fetch {@link DesiredState#driver()}, compare with {@code sha256}, take the host part
     * out of a bundle ({@code Host_Drivers/*} with the ending of {@code remotePath}) and store it there, all of it or nothing.
     */
    record DeliverDriver(
            String step,
            String summary,
            Duration deadline,
            List<String> destroys,
            List<String> guests,
            String remotePath,
            @Nullable String sha256)
            implements Change {
        public DeliverDriver {
            destroys = List.copyOf(destroys);
            guests = List.copyOf(guests);
        }
    }

    /**
     * Switches of the BIOS, set through the management controller; in effect after the next restart.
     *
     * @param attributes value by the vendor's name
     */
    record SetBios(String step, String summary, Duration deadline, SortedMap<String, String> attributes)
            implements Change {
        public SetBios {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public List<String> destroys() {
            return List.of();
        }

        @Override
        public List<String> guests() {
            return List.of();
        }
    }

    /**
     * The host restarts. It is over when the host answers with another boot id.
     *
     * @param reason why it may although guests run; empty means that the script refuses when one does
     */
    record Reboot(
            String step, String summary, Duration deadline, List<String> destroys, List<String> guests, String reason)
            implements Change {
        public Reboot {
            destroys = List.copyOf(destroys);
            guests = List.copyOf(guests);
        }

        /** For {@code sudo -n sh -s}; returns at once, the host goes down a moment later. */
        public String script() {
            return Scripts.change(Change.class, "reboot", Map.of("reason", reason));
        }
    }
}
