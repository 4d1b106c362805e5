package dev.gantry.novaconfig.model.device;

import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Names and device types of whole cards by product id; the site's own aliases come before them. */
public final class PassthroughCards {

    // Cards of these families have an SR-IOV capability, so Nova sees the whole card as a PF.
    private static final Set<String> SR_IOV = Set.of("Ampere", "Ada", "Hopper", "Blackwell");
    private static final Map<PciId, PciAlias> KNOWN = read();

    private PassthroughCards() {}

    /** The alias of a card that nobody named: {@code gpu-v100-16}, or {@code gpu-10de-1eb8} for a product not known here. */
    public static PciAlias alias(PciId id) {
        PciAlias known = KNOWN.get(id);
        if (known != null) {
            return known;
        }
        List<CardModel> models = VgpuCatalogue.bundled().byProductId(id.product());
        boolean nvidia = "10de".equals(id.vendor()) && !models.isEmpty();
        if (!nvidia) {
            return new PciAlias("gpu-" + id.vendor() + "-" + id.product(), id, DeviceType.PCI, null);
        }
        CardModel model = models.getFirst();
        DeviceType type = SR_IOV.contains(model.architecture()) ? DeviceType.PF : DeviceType.PCI;
        return new PciAlias("gpu-" + model.suffix().toLowerCase(Locale.ROOT), id, type, null);
    }

    private static Map<PciId, PciAlias> read() {
        Map<PciId, PciAlias> cards = new HashMap<>();
        var in = Objects.requireNonNull(PassthroughCards.class.getResourceAsStream("passthrough-cards.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).forEach(l -> {
                String[] f = l.split("\t", -1);
                PciId id = PciId.parse(f[0]);
                cards.put(id, new PciAlias(f[1], id, DeviceType.parse(f[2]), null));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(cards);
    }
}
