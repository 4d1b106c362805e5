package dev.gantry.imagebuilder.model.bundle;

/** How large a bundle may grow when unpacked before it counts as a bomb; {@code ratio} is unpacked to packed bytes. */
public record ZipLimits(int entries, long totalBytes, int ratio) {

    /** A real bundle has about twenty files and unpacks to 2 to 4 GiB, hardly larger than the zip. */
    public static final ZipLimits USUAL = new ZipLimits(2_000, 24L << 30, 100);

    /** Small files may pack as well as they like: below this a ratio says nothing. */
    static final long RATIO_COUNTS_FROM = 16L << 20;
}
