package dev.gantry.gpu.layout;

/** All that a host shall do with its GPUs; a card in neither part is left alone. */
public record DesiredGpus(VgpuLayout vgpu, PassthroughLayout passthrough) {

    public static DesiredGpus of(VgpuLayout vgpu) {
        return new DesiredGpus(vgpu, PassthroughLayout.empty());
    }

    public static DesiredGpus of(PassthroughLayout passthrough) {
        return new DesiredGpus(VgpuLayout.empty(), passthrough);
    }

    public boolean isEmpty() {
        return vgpu.isEmpty() && passthrough.isEmpty();
    }
}
