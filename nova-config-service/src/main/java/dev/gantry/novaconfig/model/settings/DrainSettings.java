package dev.gantry.novaconfig.model.settings;

import dev.gantry.novaconfig.model.drain.DrainPolicy;
import dev.gantry.novaconfig.model.drain.DrainWay;
import dev.gantry.novaconfig.model.settings.SettingsDocument.BadField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How hosts are drained by Nova, as people write it; what is left out has its default. {@code ways} are of {@code live-migrate},
 * {@code cold-migrate}, {@code shelve}. With {@code automatic} false a host that is to be drained waits for a person although there is a cloud.
 */
public record DrainSettings(
        @Nullable List<String> ways,
        @Nullable Boolean tryUnknown,
        @Nullable Integer atOnce,
        @Nullable Integer failureBudget,
        @Nullable Boolean automatic) {

    public static final DrainSettings DEFAULT = new DrainSettings(null, null, null, null, null);

    /** What this leaves out is as the other has it. */
    public DrainSettings over(DrainSettings other) {
        return new DrainSettings(
                ways == null ? other.ways : ways,
                tryUnknown == null ? other.tryUnknown : tryUnknown,
                atOnce == null ? other.atOnce : atOnce,
                failureBudget == null ? other.failureBudget : failureBudget,
                automatic == null ? other.automatic : automatic);
    }

    public boolean isAutomatic() {
        return !Boolean.FALSE.equals(automatic);
    }

    /** What is wrong with it; {@code under} goes before the names of its fields. */
    public List<BadField> check(String under) {
        List<BadField> bad = new ArrayList<>();
        for (String word : ways == null ? List.<String>of() : ways) {
            if (way(word).isEmpty()) {
                bad.add(new BadField(under + "ways", word, "live-migrate, cold-migrate or shelve", "correct the word"));
            }
        }
        if (atOnce != null && atOnce < 1) {
            bad.add(new BadField(under + "atOnce", atOnce.toString(), "1 or more", "raise it"));
        }
        if (failureBudget != null && failureBudget < 0) {
            bad.add(new BadField(under + "failureBudget", failureBudget.toString(), "0 or more", "raise it"));
        }
        return bad;
    }

    /** Of what {@link #check} found nothing wrong with. */
    public DrainPolicy policy(DrainPolicy usual) {
        List<DrainWay> order = ways == null
                ? usual.ways()
                : ways.stream().flatMap(word -> way(word).stream()).toList();
        return new DrainPolicy(
                order,
                tryUnknown == null ? usual.unknown() : tryUnknown ? DrainPolicy.Unknown.TRY : DrainPolicy.Unknown.LEAVE,
                Objects.requireNonNullElse(atOnce, usual.atOnce()),
                Objects.requireNonNullElse(failureBudget, usual.failureBudget()));
    }

    private static Optional<DrainWay> way(@Nullable String word) {
        return List.of(DrainWay.LIVE_MIGRATE, DrainWay.COLD_MIGRATE, DrainWay.SHELVE).stream()
                .filter(way -> way.word().equals(word))
                .findFirst();
    }
}
