package dev.gantry.contracts.nova;

/** The lines between which nova-config writes into files of a kayobe configuration: what stands there tells what hosts have, not what is desired of them. */
public final class ManagedBlockMarkers {

    /** What the first line begins with. */
    public static final String BEGIN = "# BEGIN GANTRY";

    public static final String END = "# END GANTRY";

    private ManagedBlockMarkers() {}
}
