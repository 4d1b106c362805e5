package dev.gantry.gpu;

/** All that a host shall do with its GPUs; a card in neither part is left alone. */
public record WantedGpus(VgpuLayout vgpu, PassthroughLayout passthrough) {

    public static WantedGpus of(VgpuLayout vgpu) {
        return new WantedGpus(vgpu, PassthroughLayout.empty());
    }

    public static WantedGpus of(PassthroughLayout passthrough) {
        return new WantedGpus(VgpuLayout.empty(), passthrough);
    }

    public boolean isEmpty() {
        return vgpu.isEmpty() && passthrough.isEmpty();
    }
}
