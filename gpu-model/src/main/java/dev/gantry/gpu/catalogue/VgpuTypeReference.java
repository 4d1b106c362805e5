package dev.gantry.gpu.catalogue;

/** A vGPU type as a person writes it: by the driver's number ({@code nvidia-700}) or by name ({@code A100D-2-20C}). */
public sealed interface VgpuTypeReference permits MdevType, VgpuTypeName {

    static VgpuTypeReference parse(String text) {
        return text.startsWith("nvidia-") ? MdevType.parse(text) : VgpuTypeName.parse(text);
    }
}
