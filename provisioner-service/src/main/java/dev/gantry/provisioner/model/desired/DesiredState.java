package dev.gantry.provisioner.model.desired;

import dev.gantry.gpu.layout.VgpuLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host's GPUs shall be.
 *
 * @param layout cards cut into vGPUs or MIG devices; honoured unless {@code path} is NONE
 * @param passthrough whole cards by address ({@code 0000:3d:00.0}) or by {@code vendor:product} ({@code 10de:13bd})
 */
public record DesiredState(
        Path path,
        VgpuLayout layout,
        List<String> passthrough,
        @Nullable Driver driver,
        DesiredOptions options) {
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
        return new DesiredState(path, layout, passthrough, driver, other);
    }
}
