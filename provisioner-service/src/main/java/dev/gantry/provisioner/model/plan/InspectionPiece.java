package dev.gantry.provisioner.model.plan;

import dev.gantry.provisioner.model.script.Scripts;

/**
 * What a layer has inspected.
 *
 * @param function the shell function that the inspection calls; it prints lines {@code key<TAB>value} by {@code say} and changes nothing
 * @param text that defines it
 */
public record InspectionPiece(String function, String text) {
    /** {@code inspect.sh} beside a class of the layer; it defines {@code inspect_<layer>}. */
    public static InspectionPiece beside(Class<?> owner) {
        String layer = owner.getPackageName().replaceFirst("^.*\\.", "");
        return new InspectionPiece("inspect_" + layer, Scripts.text(owner, "inspect"));
    }
}
