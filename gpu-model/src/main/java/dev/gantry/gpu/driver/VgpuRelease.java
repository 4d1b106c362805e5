package dev.gantry.gpu.driver;

import java.util.Arrays;
import java.util.Optional;

/**
 * A vGPU software release and the driver branch that it ships.
 * Source: NVIDIA vGPU release notes; long-term support branches as NVIDIA's life cycle page marks them.
 */
public enum VgpuRelease {
    R15(15, 525, Support.PRODUCTION),
    R16(16, 535, Support.LONG_TERM),
    R17(17, 550, Support.PRODUCTION),
    R18(18, 570, Support.PRODUCTION),
    R19(19, 580, Support.LONG_TERM),
    R20(20, 595, Support.PRODUCTION);

    /** How long NVIDIA keeps a branch. */
    public enum Support {
        PRODUCTION,
        LONG_TERM
    }

    private final int number;
    private final int branch;
    private final Support support;

    VgpuRelease(int number, int branch, Support support) {
        this.number = number;
        this.branch = branch;
        this.support = support;
    }

    public static Optional<VgpuRelease> ofBranch(int branch) {
        return Arrays.stream(values()).filter(r -> r.branch == branch).findFirst();
    }

    public int number() {
        return number;
    }

    public int branch() {
        return branch;
    }

    public boolean isLongTerm() {
        return support == Support.LONG_TERM;
    }

    /** The release directly before, long-term or not; empty for the first one known. */
    public Optional<VgpuRelease> previous() {
        return ordinal() == 0 ? Optional.empty() : Optional.of(values()[ordinal() - 1]);
    }

    /** The newest long-term release before this one. */
    public Optional<VgpuRelease> previousLongTerm() {
        return Arrays.stream(values())
                .filter(r -> r.isLongTerm() && r.ordinal() < ordinal())
                .reduce((older, newer) -> newer);
    }

    @Override
    public String toString() {
        return "vGPU " + number + " (R" + branch + (isLongTerm() ? " LTS)" : ")");
    }
}
