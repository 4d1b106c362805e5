package dev.gantry.imagebuilder.flow;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.artifact.FolderArtifactStore;
import dev.gantry.imagebuilder.dib.DibTools;
import dev.gantry.imagebuilder.dib.GantryElements;
import dev.gantry.imagebuilder.dib.GitCheckouts;
import dev.gantry.imagebuilder.file.FileDownload;
import dev.gantry.imagebuilder.file.LocalFiles;
import dev.gantry.imagebuilder.keys.NodeProbe;
import dev.gantry.imagebuilder.keys.SealedBox;
import dev.gantry.imagebuilder.pulp.PulpConnection;
import dev.gantry.imagebuilder.pulp.PulpOptions;
import dev.gantry.kit.blocking.BlockingCalls;
import dev.gantry.kit.client.OutgoingHttp;
import dev.gantry.kit.client.TargetPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Makes the clients of outside systems as the settings say. */
@ApplicationScoped
class ClientProducers {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(20);
    private static final int MOST_REDIRECTS = 5;

    private final ImageBuilderSettings settings;
    private final DataFolder data;

    ClientProducers(ImageBuilderSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
    }

    /** The folder store; it serves what it has even where new artifacts go to Pulp. */
    @Produces
    @Singleton
    @Typed(FolderArtifactStore.class)
    FolderArtifactStore folder() {
        return new FolderArtifactStore(data.artifacts(), settings.url() + "/pulp/content");
    }

    @Produces
    @Singleton
    ArtifactStore artifacts(FolderArtifactStore folder) {
        String kind = settings.artifacts().kind();
        return switch (kind) {
            case "folder" -> folder;
            case "pulp" -> pulp();
            default ->
                throw new IllegalStateException(
                        "gantry.image-builder.artifacts.kind is " + kind + "; folder and pulp are known");
        };
    }

    @Produces
    @Singleton
    LocalFiles localFiles() {
        return new LocalFiles(BlockingCalls.SHARED);
    }

    @Produces
    @Singleton
    FileDownload downloads(OutgoingHttp http, TargetPolicy targets) {
        ImageBuilderSettings.Bundles bundles = settings.bundles();
        return new FileDownload(
                http.heldAgainst(targets).following(MOST_REDIRECTS),
                new FileDownload.Limits(
                        bundles.fetchTimeout(),
                        bundles.downloadTimeout(),
                        bundles.downloadLimit().asLongValue(),
                        RATE_WINDOW));
    }

    @Produces
    @Singleton
    SealedBox sealedBox() throws IOException {
        return settings.tokens().keyPath().isPresent()
                ? SealedBox.open(Path.of(settings.tokens().keyPath().get()), SealedBox.Absent.FAIL)
                : SealedBox.open(data.keys().resolve("tokens.key"), SealedBox.Absent.MAKE);
    }

    @Produces
    @Singleton
    NodeProbe nodeProbe() {
        return new NodeProbe(BlockingCalls.SHARED, settings.tokens().probeTimeout());
    }

    @Produces
    @Singleton
    DibTools dibTools() {
        return new DibTools(settings.builds().command(), settings.builds().neededPrograms());
    }

    @Produces
    @Singleton
    GantryElements ownElements() {
        return new GantryElements();
    }

    @Produces
    @Singleton
    GitCheckouts gitCheckouts(OutgoingHttp http, TargetPolicy targets, Clock clock) {
        return new GitCheckouts(
                http.heldAgainst(targets).following(MOST_REDIRECTS),
                clock,
                settings.builds().gitTimeout());
    }

    private ArtifactStore pulp() {
        ImageBuilderSettings.Pulp pulp = settings.pulp();
        String url = pulp.url()
                .orElseThrow(() -> new IllegalStateException(
                        "gantry.image-builder.artifacts.kind is pulp, but gantry.image-builder.pulp.url is not set"));
        Map<String, String> labels = pulp.labels().isEmpty() ? Map.of("made_by", "gantry") : pulp.labels();
        return PulpConnection.open(
                new PulpConnection.Place(
                        URI.create(url),
                        new PulpConnection.ApiPath(pulp.apiRoot(), pulp.domain()),
                        pulp.user(),
                        pulp.password(),
                        pulp.caPath().map(Path::of)),
                pulp.requestTimeout(),
                new PulpOptions(
                        pulp.chunkLimit().asLongValue(),
                        pulp.taskTimeout(),
                        labels,
                        pulp.imageGuard()
                                .map(guard -> Map.of(settings.artifacts().imageRepository(), guard))
                                .orElse(Map.of())));
    }
}
