package dev.gantry.provisioner.model.desired;

import dev.gantry.gpu.layout.VgpuLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host's GPUs shall be.
 *
 * @param layout cards cut into vGPUs or MIG devices; honoured unless {@code path} is NONE
 * @param overrideReason a person's word, given for one run, why devices in use may be destroyed
 * @param passthrough whole cards by address ({@code 0000:3d:00.0}) or by {@code vendor:product} ({@code 10de:13bd})
 */
public record DesiredState(
        Path path,
        VgpuLayout layout,
        List<String> passthrough,
        @Nullable Driver driver,
        DesiredOptions options,
        @Nullable String overrideReason) {
    /** What the cards are for. NONE: everything of ours is taken away again. */
    public enum Path {
        VGPU,
        PASSTHROUGH,
        NONE
    }

    /** The bundle zip or the bare host driver by URL, and its hex SHA-256 where known. */
    public record Driver(String url, @Nullable String sha256) {}

    public DesiredState {
        passthrough = List.copyOf(passthrough);
        if (path == Path.NONE) {
            layout = VgpuLayout.empty();
            passthrough = List.of();
        }
    }

    public DesiredState(
            Path path, VgpuLayout layout, List<String> passthrough, @Nullable Driver driver, DesiredOptions options) {
        this(path, layout, passthrough, driver, options, null);
    }

    public static DesiredState vgpu(VgpuLayout layout, @Nullable Driver driver) {
        return new DesiredState(Path.VGPU, layout, List.of(), driver, DesiredOptions.defaults());
    }

    public static DesiredState passthrough(List<String> cards) {
        return new DesiredState(Path.PASSTHROUGH, VgpuLayout.empty(), cards, null, DesiredOptions.defaults());
    }

    public static DesiredState nothing() {
        return new DesiredState(Path.NONE, VgpuLayout.empty(), List.of(), null, DesiredOptions.defaults());
    }

    public DesiredState with(DesiredOptions other) {
        return new DesiredState(path, layout, passthrough, driver, other, overrideReason);
    }

    /** With a person's word, if given, why devices in use may be destroyed this time. */
    public DesiredState overriding(@Nullable String reason) {
        return new DesiredState(path, layout, passthrough, driver, options, reason);
    }

    /** Why devices may be destroyed although guests use them; empty means that they may not. */
    public Optional<String> destroyInUseReason() {
        return Optional.ofNullable(overrideReason);
    }
}
