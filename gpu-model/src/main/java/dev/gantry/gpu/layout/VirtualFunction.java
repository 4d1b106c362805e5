package dev.gantry.gpu.layout;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.VgpuTypeReference;

/** One wanted vGPU: the type that virtual function {@code index} (from 0) of a card carries. */
public record VirtualFunction(int index, VgpuTypeReference type) {

    /** More than any card has: published samples have 16 and 32 functions, and a PCI bus holds 256. */
    public static final int HIGHEST_INDEX = 255;

    public VirtualFunction {
        if (index < 0 || index > HIGHEST_INDEX) {
            throw new MalformedValueException(
                    "virtual function index", Integer.toString(index), "0 to " + HIGHEST_INDEX);
        }
    }

    public static VirtualFunction of(int index, String type) {
        return new VirtualFunction(index, VgpuTypeReference.parse(type));
    }
}
