package dev.gantry.imagebuilder.api.bundle;

import dev.gantry.gpu.driver.DriverVersion;
import dev.gantry.gpu.driver.VgpuRelease;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.bundle.Bundle;
import dev.gantry.imagebuilder.model.bundle.PublishedPart;
import dev.gantry.imagebuilder.model.bundle.SupersededBundle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A driver bundle as it is shown. */
public record BundleView(
        String name,
        String state,
        String hostVersion,
        String guestVersion,
        @Nullable String windowsVersion,
        String branch,
        @Nullable Integer release,
        @Nullable String sha256,
        long bytes,
        @Nullable String url,
        List<BundleFile> contents,
        List<PartView> parts,
        @Nullable String reason,
        @Nullable Instant nextTryAt,
        Instant createdAt,
        @Nullable SupersededView superseded) {

    /** A file inside the zip. */
    public record BundleFile(String path, String role, long bytes) {}

    /** A published file. */
    public record PartView(
            String name, String role, @Nullable String url, String sha256, long bytes) {}

    /** The bundle that this one took the place of, and who uses it; told once, in the answer to the call that superseded it. */
    public record SupersededView(@Nullable String sha256, List<String> hosts, List<String> images) {

        static @Nullable SupersededView of(@Nullable SupersededBundle superseded) {
            if (superseded == null) {
                return null;
            }
            Sha256 digest = superseded.sha256();
            return new SupersededView(digest == null ? null : digest.hex(), superseded.hosts(), superseded.images());
        }
    }

    static BundleView of(Bundle bundle) {
        return of(bundle, null);
    }

    static BundleView of(Bundle bundle, @Nullable SupersededBundle superseded) {
        return new BundleView(
                bundle.fileName(),
                bundle.state().name(),
                bundle.name().host().text(),
                bundle.name().guest().text(),
                text(bundle.name().windows()),
                bundle.branch(),
                bundle.name().host().release().map(VgpuRelease::number).orElse(null),
                bundle.sha256() == null ? null : bundle.sha256().hex(),
                bundle.bytes(),
                bundle.source().url(),
                bundle.entries().stream()
                        .map(e -> new BundleFile(e.path(), e.role().name(), e.bytes()))
                        .toList(),
                bundle.parts().stream().map(BundleView::part).toList(),
                bundle.reason(),
                bundle.nextTryAt(),
                bundle.createdAt(),
                SupersededView.of(superseded));
    }

    private static @Nullable String text(@Nullable DriverVersion version) {
        return version == null ? null : version.text();
    }

    private static PartView part(PublishedPart part) {
        return new PartView(
                part.name(), part.role().name(), part.url(), part.sha256().hex(), part.bytes());
    }
}
