package dev.gantry.provisioner.model.bios;

import dev.gantry.provisioner.model.facts.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a management controller said of the BIOS, as a layer of the facts. Sample of an entry: {@code SriovGlobalEnable: SRIOV Disabled -> Enabled}. */
public final class BiosFacts {
    public static final String NAME = "bios";
    /** The key of what could not be told of it. */
    public static final String NOT_KNOWN = "BIOS by Redfish";

    private static final String LATER = " -> ";

    private BiosFacts() {}

    public static SortedMap<String, String> of(List<BiosSetting> settings) {
        SortedMap<String, String> layer = new TreeMap<>();
        settings.forEach(s -> layer.put(
                s.attribute(), s.purpose() + " " + s.value() + (s.pending() == null ? "" : LATER + s.pending())));
        return layer;
    }

    /** Empty where no controller was asked. */
    public static List<BiosSetting> settings(HostFacts facts) {
        List<BiosSetting> settings = new ArrayList<>();
        facts.layer(NAME).forEach((attribute, text) -> {
            int blank = text.indexOf(' ');
            int later = text.lastIndexOf(LATER);
            boolean isPending = later > blank;
            settings.add(new BiosSetting(
                    BiosPurpose.valueOf(text.substring(0, blank)),
                    attribute,
                    isPending ? text.substring(blank + 1, later) : text.substring(blank + 1),
                    isPending ? text.substring(later + LATER.length()) : null));
        });
        return settings;
    }
}
