package dev.gantry.gpu.rule;

import dev.gantry.gpu.catalogue.TimeSlicing;
import dev.gantry.gpu.catalogue.VgpuSeries;
import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.gpu.driver.Framework;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a host and its cloud beside its cards. All of it is optional: a rule that needs what is not known is silent.
 * Built as {@code HostTerms.unknown().framework(MDEV).novaRelease(28)}; each step gives a new value.
 */
public final class HostContext {

    private static final HostContext UNKNOWN =
            new HostContext(null, null, 0, TimeSlicing.EQUAL_SIZE, EnumSet.allOf(VgpuSeries.class));

    private final @Nullable Framework framework;
    private final @Nullable DriverVersion driver;
    private final int novaRelease;
    private final TimeSlicing slicing;
    private final Set<VgpuSeries> licensed;

    private HostContext(
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

    public static HostContext unknown() {
        return UNKNOWN;
    }

    public HostContext framework(Framework value) {
        return new HostContext(value, driver, novaRelease, slicing, licensed);
    }

    public HostContext driver(DriverVersion value) {
        return new HostContext(framework, value, novaRelease, slicing, licensed);
    }

    /** Nova's major version: 28 is 2023.2, 29 is 2024.1, 31 is 2025.1. */
    public HostContext novaRelease(int value) {
        return new HostContext(framework, driver, value, slicing, licensed);
    }

    /** {@link TimeSlicing#EQUAL_SIZE} unless told. */
    public HostContext slicing(TimeSlicing value) {
        return new HostContext(framework, driver, novaRelease, value, licensed);
    }

    /** The series that the licence covers; all unless told. */
    public HostContext licensed(Set<VgpuSeries> value) {
        return new HostContext(framework, driver, novaRelease, slicing, Set.copyOf(value));
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
