package dev.gantry.gpu.planner;

import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.driver.Framework;
import dev.gantry.gpu.layout.VirtualFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decides which vGPUs a card can carry. Cards of one shape can carry the same.
 *
 * @param functions how many virtual functions it has, hence vGPUs at most
 * @param framework how the host's kernel hands out vGPUs; null while nobody knows
 */
public record CardShape(
        CardModel model, int functions, @Nullable Framework framework) {

    /** A card of which only the model is known: its functions set no limit. */
    public static CardShape of(CardModel model) {
        return new CardShape(model, VirtualFunction.HIGHEST_INDEX + 1, null);
    }

    /** Nova refuses a second resource class below one card when its functions are PCI devices. */
    boolean carriesOneTypeOnly() {
        return framework == Framework.VENDOR_VFIO;
    }

    /** Its time-sliced vGPUs may differ in size. */
    boolean mixesSizes() {
        return model.canMixSizes() && !carriesOneTypeOnly();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CardShape shape
                && model.suffix().equals(shape.model.suffix())
                && functions == shape.functions
                && framework == shape.framework;
    }

    /** The suffix names the model: its 20 types need not be counted again for each of thousands of cards. */
    @Override
    public int hashCode() {
        return Objects.hash(model.suffix(), functions, framework);
    }
}
