package dev.gantry.provisioner.guest.model;

import dev.gantry.provisioner.guest.model.GuestFacts.Licence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check saw, kept as proof.
 *
 * @param gpus bound driver by PCI address
 * @param tokens name and mode of each licence token on the guest, never what is in it
 * @param left what still stands between the guest and what is wanted
 * @param sample null when none was run; {@code sampleNote} tells why
 */
public record GuestEvidence(
        String os,
        Map<String, String> gpus,
        String driverLoaded,
        String driverInstalled,
        List<Licence> licences,
        String featureType,
        List<String> tokens,
        String griddService,
        List<String> journal,
        List<String> left,
        List<String> blockers,
        @Nullable TransposeResult sample,
        String sampleNote) {

    public static GuestEvidence of(
            GuestFacts facts, GuestPlan plan, @Nullable TransposeResult sample, String sampleNote) {
        return new GuestEvidence(
                (facts.platform().os() + " " + facts.platform().version()).strip(),
                facts.gpus(),
                facts.driver().loaded(),
                facts.driver().installed(),
                facts.licences(),
                facts.gridd().featureType(),
                facts.gridd().tokens().stream()
                        .map(t -> t.name() + " mode " + t.mode())
                        .toList(),
                facts.gridd().service().active(),
                facts.journal(),
                plan.lines(),
                plan.blockers(),
                sample,
                sampleNote);
    }
}
