package dev.gantry.gpu;

/** One wanted vGPU: the type that virtual function {@code index} (from 0) of a card carries. */
public record VirtualFunction(int index, WantedType type) {

    public VirtualFunction {
        if (index < 0) {
            throw new MalformedValue("virtual function index", Integer.toString(index), "0 or more");
        }
    }

    public static VirtualFunction of(int index, String type) {
        return new VirtualFunction(index, WantedType.parse(type));
    }
}
