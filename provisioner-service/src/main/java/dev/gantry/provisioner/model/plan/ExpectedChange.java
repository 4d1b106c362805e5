package dev.gantry.provisioner.model.plan;

import java.util.List;

/** A change that can not be made yet, because an earlier one or a reboot has to come first. For people and for approval. */
public record ExpectedChange(String step, String summary, boolean reboot, List<String> destroys, List<String> guests) {
    public ExpectedChange {
        destroys = List.copyOf(destroys);
        guests = List.copyOf(guests);
    }

    public static ExpectedChange of(Change change) {
        return new ExpectedChange(
                change.step(), change.summary(), change instanceof Change.Reboot, change.destroys(), change.guests());
    }
}
