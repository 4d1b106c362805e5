package dev.gantry.novaconfig.model.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.Revision.Content;
import dev.gantry.novaconfig.model.release.NovaRelease;
import dev.gantry.novaconfig.model.render.SiteFiles;
import dev.gantry.novaconfig.model.render.Sites;
import dev.gantry.novaconfig.model.settings.SettingsDocument;
import dev.gantry.novaconfig.model.settings.SiteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is held back of a host is held back in the files of the site as well. */
class RevisionContentsTest {

    // two vGPU types of one product, which no alias can tell apart while PCI devices are not in Placement
    private static final HostDevices HELD = Sites.host(
            "held001",
            "compute_vfio",
            Sites.functions("0000:25:00.0", "nvidia-1414", 0),
            Sites.functions("0000:25:00.0", "nvidia-1415", 1));

    @Test
    void hostThatIsHeldBackStandsInNoFileOfTheSiteAndIsTold() {
        // given
        List<HostDevices> hosts = new ArrayList<>(Sites.guide());
        hosts.add(HELD);
        SiteSettings settings = SiteSettings.defaults(NovaRelease.EPOXY);
        // when
        Content host = RevisionContents.ofHost(HELD, settings);
        Content site = RevisionContents.ofSite(hosts, settings, Map.of());
        // then
        assertThat(host.isHeld()).isTrue();
        assertThat(site.files())
                .isEqualTo(RevisionContents.ofSite(Sites.guide(), settings, Map.of())
                        .files());
        assertThat(site.files().get(SiteFiles.GROUP_CONF)).doesNotContain("0000:25:00", "compute_vfio");
        assertThat(site.isHeld()).isFalse();
        assertThat(site.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("host-left-out");
            assertThat(f.subject()).isEqualTo("held001");
            assertThat(f.text()).contains("types-not-told-apart");
        });
    }

    @Test
    void findingsNameSettingsAsTheyAreWritten() {
        assertThat(RevisionContents.ofHost(HELD, SiteSettings.defaults(NovaRelease.EPOXY))
                        .findings())
                .extracting(Finding::next)
                .anyMatch(next -> next.contains("pciPlacement to schedule"))
                .noneMatch(next -> next.contains("pci.placement") || next.contains("SCHEDULE"));
    }

    @Test
    void placesOfTwoTargetsAreToldApart() {
        assertThat(SettingsDocument.of("2025.1").place()).isEqualTo("served");
    }
}
