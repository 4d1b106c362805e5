package dev.gantry.provisioner.model;

import java.util.List;

/** A change that can not be made yet, because an earlier one or a reboot has to come first. For people and for approval. */
public record Expected(String step, String summary, boolean reboot, List<String> destroys, List<String> guests) {
    public Expected {
        destroys = List.copyOf(destroys);
        guests = List.copyOf(guests);
    }

    static Expected of(Step step, String summary) {
        return new Expected(step.id(), summary, false, List.of(), List.of());
    }

    static Expected of(Change change) {
        return new Expected(
                change.step(), change.summary(), change instanceof Change.Reboot, change.destroys(), change.guests());
    }
}
