package dev.gantry.provisioner.flow.bios;

import dev.gantry.provisioner.model.bios.BiosSetting;
import java.util.List;

/** A machine's BIOS as far as guests with GPUs depend on it; {@code isKnown} false: the names of this vendor's attributes are not known. */
public record BiosView(String host, String manufacturer, String model, boolean isKnown, List<Setting> settings) {

    /** One switch and whether it is as it should be. */
    public record Setting(BiosSetting setting, BiosSetting.State state) {}

    public BiosView {
        settings = List.copyOf(settings);
    }
}
