package dev.gantry.gpu.catalogue;

import java.util.Locale;

/**
 * What of a card carries its vGPUs. Up to Turing they are mediated devices of the card itself, whatever {@code sriov_totalvfs} says (a T4
 * says 16); from Ampere on they are of its virtual functions. Source: NVIDIA's vGPU user guide, "Creating a legacy NVIDIA vGPU" and
 * "Creating an NVIDIA vGPU that supports SR-IOV".
 */
public enum VgpuParent {
    CARD,
    VIRTUAL_FUNCTIONS;

    /** The first product ids of Ampere, and of all that came after, begin here; those of Turing end before. */
    private static final int AMPERE = 0x2000;

    /** What to expect before the card itself was seen to offer types. {@code productId}: {@code 1db6}, {@code 0x20b5}. */
    public static VgpuParent expectedOf(String productId) {
        String digits = productId.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        boolean older = digits.matches("[0-9a-f]{1,4}") && Integer.parseInt(digits, 16) < AMPERE;
        return older ? CARD : VIRTUAL_FUNCTIONS;
    }
}
