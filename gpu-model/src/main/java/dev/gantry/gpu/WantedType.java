package dev.gantry.gpu;

/** A vGPU type as a person writes it: by the driver's number ({@code nvidia-700}) or by name ({@code A100D-2-20C}). */
public sealed interface WantedType permits MdevType, VgpuTypeName {

    static WantedType parse(String text) {
        return text.startsWith("nvidia-") ? MdevType.parse(text) : VgpuTypeName.parse(text);
    }
}
