package dev.gantry.gpu.mig;

/** One GPU instance and the memory slices that it takes, in the form {@code nvidia-smi mig -lgi} prints: start:size. */
public record MigPlacement(MigProfile profile, int start, int size) {

    @Override
    public String toString() {
        return profile + " " + start + ":" + size;
    }
}
