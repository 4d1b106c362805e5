package dev.gantry.imagebuilder.flow;

import dev.gantry.gpu.DriverAlignment;
import dev.gantry.gpu.DriverBundleName;
import dev.gantry.gpu.DriverVersion;
import dev.gantry.gpu.MalformedValue;
import dev.gantry.imagebuilder.model.Flaw;
import dev.gantry.imagebuilder.model.GuestDriver;
import dev.gantry.imagebuilder.model.ImageDefinition;
import dev.gantry.imagebuilder.model.Refusal;
import dev.gantry.imagebuilder.store.Images;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Answers which guest images work with a host driver: with the one in use, or with one that hosts might go to. */
@ApplicationScoped
public class AnswerAlignment {

    private final Images images;

    AnswerAlignment(Images images) {
        this.images = images;
    }

    /** How one image stands: {@code verdict} is ALIGNED, GUEST_OLDER, INCOMPATIBLE or UNKNOWN. */
    public record Answer(String image, Set<String> hostGroups, String guestDriver, String verdict, String reason) {}

    /**
     * Of every image that carries a driver, by name; of those for one host group when it is not empty.
     *
     * @param hostDriver a version such as {@code 550.54.16}, or a branch such as {@code 550}
     */
    @Transactional
    public List<Answer> against(String hostDriver, String hostGroup) {
        DriverVersion host = parse(hostDriver);
        return images.list("", 10_000).stream()
                .map(v -> v.definition())
                .filter(i -> i.driver() != null)
                .filter(i -> hostGroup.isEmpty() || i.hostGroups().contains(hostGroup))
                .map(i -> answer(i, i.driver(), host))
                .toList();
    }

    private static Answer answer(ImageDefinition image, @org.jspecify.annotations.Nullable GuestDriver driver, DriverVersion host) {
        String bundle = driver == null ? "" : driver.bundle();
        Set<String> groups = Set.copyOf(image.hostGroups());
        try {
            DriverVersion guest = DriverBundleName.parse(bundle).guest();
            DriverAlignment alignment = DriverAlignment.of(host, guest);
            return new Answer(image.name(), groups, guest.text(), verdict(alignment), alignment.reason());
        } catch (MalformedValue e) {
            return new Answer(image.name(), groups, bundle, "UNKNOWN", e.getMessage());
        }
    }

    private static String verdict(DriverAlignment alignment) {
        return switch (alignment) {
            case DriverAlignment.Aligned a -> "ALIGNED";
            case DriverAlignment.GuestOlder g -> "GUEST_OLDER";
            case DriverAlignment.Incompatible i -> "INCOMPATIBLE";
            case DriverAlignment.Unknown u -> "UNKNOWN";
        };
    }

    private static DriverVersion parse(String text) {
        String plain = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^R(?=\\d)", "");
        try {
            return DriverVersion.parse(plain.matches("\\d+") ? plain + ".0" : plain);
        } catch (MalformedValue e) {
            throw Refusal.invalid(
                    "driver-version-malformed",
                    "Driver version not readable",
                    new Flaw("hostDriver", text, "550.54.16, 550 or R550", "Correct it"));
        }
    }
}
