package dev.gantry.provisioner.model.facts.card;

import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.provisioner.model.facts.ChangesByItself;

/** A vGPU type as the driver of the host offers it, and how many more of it fit; -1 where it does not tell. */
public record OfferedType(
        MdevType type, String name, @ChangesByItself int available) {}
