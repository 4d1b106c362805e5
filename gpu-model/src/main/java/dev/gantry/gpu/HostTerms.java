package dev.gantry.gpu;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a host and its cloud beside its cards. All of it is optional: a rule that needs what is not known is silent.
 * Built as {@code HostTerms.unknown().framework(MDEV).novaRelease(28)}; each step gives a new value.
 */
public final class HostTerms {

    private static final HostTerms UNKNOWN =
            new HostTerms(null, null, 0, TimeSlicing.EQUAL_SIZE, EnumSet.allOf(VgpuSeries.class));

    private final @Nullable Framework framework;
    private final @Nullable DriverVersion driver;
    private final int novaRelease;
    private final TimeSlicing slicing;
    private final Set<VgpuSeries> licensed;

    private HostTerms(
            @Nullable Framework framework,
            @Nullable DriverVersion driver,
            int novaRelease,
            TimeSlicing slicing,
            Set<VgpuSeries> licensed) {
        this.framework = framework;
        this.driver = driver;
        this.novaRelease = novaRelease;
        this.slicing = slicing;
        this.licensed = licensed;
    }

    public static HostTerms unknown() {
        return UNKNOWN;
    }

    public HostTerms framework(Framework value) {
        return new HostTerms(value, driver, novaRelease, slicing, licensed);
    }

    public HostTerms driver(DriverVersion value) {
        return new HostTerms(framework, value, novaRelease, slicing, licensed);
    }

    /** Nova's major version: 28 is 2023.2, 29 is 2024.1, 31 is 2025.1. */
    public HostTerms novaRelease(int value) {
        return new HostTerms(framework, driver, value, slicing, licensed);
    }

    /** {@link TimeSlicing#EQUAL_SIZE} unless told. */
    public HostTerms slicing(TimeSlicing value) {
        return new HostTerms(framework, driver, novaRelease, value, licensed);
    }

    /** The series that the licence covers; all unless told. */
    public HostTerms licensed(Set<VgpuSeries> value) {
        return new HostTerms(framework, driver, novaRelease, slicing, Set.copyOf(value));
    }

    public Optional<Framework> framework() {
        return Optional.ofNullable(framework);
    }

    public Optional<DriverVersion> driver() {
        return Optional.ofNullable(driver);
    }

    public OptionalInt novaRelease() {
        return novaRelease == 0 ? OptionalInt.empty() : OptionalInt.of(novaRelease);
    }

    public TimeSlicing slicing() {
        return slicing;
    }

    public Set<VgpuSeries> licensed() {
        return licensed;
    }

    boolean uses(Framework wanted) {
        return framework == wanted;
    }
}
