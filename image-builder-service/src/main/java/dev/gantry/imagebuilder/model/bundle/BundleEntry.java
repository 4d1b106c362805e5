package dev.gantry.imagebuilder.model.bundle;

/** One file inside a bundle zip; {@code bytes} is its unpacked, {@code packedBytes} its packed size. */
public record BundleEntry(String path, PartRole role, long bytes, long packedBytes) {

    /** The name without folders, under which the file is published. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
