package dev.gantry.provisioner.flow.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are driven. */
@ConfigMapping(prefix = "gantry.provisioner.runs")
public interface RunSettings {

    /** How long one inspection of a host may take. */
    @WithDefault("60s")
    Duration inspectionTimeout();

    /** How often an inspection that failed for a passing reason is tried before it is reported as failed. */
    @WithDefault("3")
    int inspectionLimit();

    /** How often in a row a host in a run may be out of reach before the run fails. The waits between double up to 30 s. */
    @WithDefault("10")
    int awayLimit();

    /** How often a change is made before it counts as having no effect. */
    @WithDefault("2")
    int effectLimit();

    /**
     * How often a change may be broken off, by a process that ended or a connection that was cut, before it counts as what breaks
     * them.
     */
    @WithDefault("10")
    int brokenOffLimit();

    /** Wait before a change that failed is made again. */
    @WithDefault("5s")
    Duration retryTimeout();

    /** How often a host that reboots, or whose change still runs, is asked. */
    @WithDefault("1s")
    Duration pollInterval();

    /** A host that was told to reboot and still answers in its old boot after this time is told again. */
    @WithDefault("60s")
    Duration rebootRepeatTimeout();

    /** Most characters of log that are kept of one run. */
    @WithDefault("2000000")
    int logLimit();

    /** Hosts that are provisioned at the same time. */
    @WithDefault("50")
    int inFlightLimit();

    /** Hosts of one group that are provisioned at the same time; 0: as many as the other limits let. */
    @WithDefault("0")
    int groupLimit();

    /** How often a provisioned host is inspected for drift; 0 turns it off. */
    @WithDefault("15m")
    Duration driftInterval();

    /** How often it is asked which hosts are due. */
    @WithDefault("5s")
    Duration driftCheck();
}
