package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.artifact.ArtifactStore;
import dev.gantry.imagebuilder.artifact.FolderArtifactStore;
import dev.gantry.imagebuilder.dib.ImageInspector;
import dev.gantry.imagebuilder.dib.Provenance;
import dev.gantry.imagebuilder.dib.Sbom;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.flow.channel.GlancePublisher;
import dev.gantry.imagebuilder.model.artifact.Artifact;
import dev.gantry.imagebuilder.model.artifact.Sha256;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.channel.Channel;
import dev.gantry.imagebuilder.model.image.GuestDriver;
import dev.gantry.imagebuilder.store.artifact.CheckpointRepository;
import dev.gantry.imagebuilder.store.channel.ChannelRepository;
import dev.gantry.kit.db.RetryingTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows a run of disk-image-create that went well: the metadata, a look inside the image, and its publication. */
@ApplicationScoped
class BuildFinisher {

    private final ArtifactStore artifacts;
    private final FolderArtifactStore folder;
    private final CheckpointRepository checkpoints;
    private final ImageBuilderSettings settings;
    private final GlancePublisher glance;
    private final ChannelRepository channels;

    BuildFinisher(
            ArtifactStore artifacts,
            FolderArtifactStore folder,
            CheckpointRepository checkpoints,
            ImageBuilderSettings settings,
            GlancePublisher glance,
            ChannelRepository channels) {
        this.artifacts = artifacts;
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.settings = settings;
        this.glance = glance;
        this.channels = channels;
    }

    Build.BuildResult inspect(Build build, BuildPreparer.Prepared prepared) throws IOException {
        Path image = prepared.plan().place().output(build.image());
        Path file =
                image.resolveSibling(image.getFileName() + "." + build.image().type());
        Path buildFolder = prepared.plan().place().folder();
        Sha256 sha256 = HashedFile.hash(file);
        Optional<String> fingerprint = prepared.token().map(t -> fingerprint(t));
        ImageInspector.Expectation expected = new ImageInspector.Expectation(
                prepared.token().map(t -> Sha256.of(t.getBytes(StandardCharsets.US_ASCII))),
                Optional.ofNullable(build.image().driver()).map(GuestDriver::featureType),
                prepared.redactor());
        ImageInspector.Result found =
                new ImageInspector(buildFolder).inspect(file, build.image().type(), expected);
        List<Build.Check> checks = new ArrayList<>(found.checks());
        Sbom.write(
                Path.of(image + ".d"),
                buildFolder.resolve("sbom.json"),
                build.image().name(),
                debFamily(build),
                found.packages());
        new Provenance(
                        build.image().name(),
                        build.id(),
                        sha256.hex(),
                        prepared.plan().inputs().facts(),
                        prepared.plan().recipe().command(),
                        prepared.plan().recipe().environment())
                .write(buildFolder.resolve("provenance.json"));
        checks.add(leak(buildFolder, Path.of(image + ".d"), expected));
        return new Build.BuildResult(
                file.getFileName().toString(),
                sha256,
                Files.size(file),
                null,
                checks,
                prepared.plan().driver().map(p -> p.name()).orElse(null),
                fingerprint.orElse(null),
                null);
    }

    /** By the base element; of an image without deb packages it says nothing. */
    private static String debFamily(Build build) {
        return build.image().elements().stream().anyMatch(e -> e.startsWith("ubuntu")) ? "ubuntu" : "debian";
    }

    /** An image with a token inside stays out of a Pulp distribution that has no guard: the folder store serves images to callers with a token only. */
    Build.BuildResult publish(Build build, BuildPreparer.Prepared prepared, Build.BuildResult result)
            throws IOException {
        Path file = prepared.plan().place().folder().resolve("out").resolve(result.fileName());
        String name = "%s-%s.%s"
                .formatted(
                        build.image().name(),
                        result.sha256().brief(),
                        build.image().type());
        boolean isForAll = settings.pulp().imageGuard().isEmpty();
        ArtifactStore store = prepared.token().isPresent() && isForAll ? folder : artifacts;
        Map<String, String> urls = store.publish(
                settings.artifacts().imageRepository(),
                List.of(new Artifact(name, file, result.sha256(), result.bytes())),
                checkpoints.of("image/" + build.id()));
        checkpoints.clear("image/" + build.id());
        return new Build.BuildResult(
                result.fileName(),
                result.sha256(),
                result.bytes(),
                urls.get(name),
                result.checks(),
                result.driverVersion(),
                result.tokenFingerprint(),
                glance.publish(build, result, file, arrival(build)).orElse(null));
    }

    private GlancePublisher.Arrival arrival(Build build) {
        boolean hasStable = RetryingTransaction.call(
                () -> channels.current(build.image().name(), Channel.STABLE).isPresent());
        return hasStable ? GlancePublisher.Arrival.HIDDEN : GlancePublisher.Arrival.NAMED;
    }

    private static String fingerprint(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII)).brief();
    }

    /** The log and the metadata are looked through once more, whatever wrote them. */
    private static Build.Check leak(Path buildFolder, Path metadata, ImageInspector.Expectation expected)
            throws IOException {
        List<Path> texts = new ArrayList<>(List.of(
                buildFolder.resolve("log.txt"),
                buildFolder.resolve("provenance.json"),
                buildFolder.resolve("sbom.json")));
        if (Files.isDirectory(metadata)) {
            try (var files = Files.walk(metadata)) {
                texts.addAll(files.filter(Files::isRegularFile).toList());
            }
        }
        for (Path text : texts) {
            if (Files.exists(text) && expected.secrets().finds(Files.readString(text, StandardCharsets.ISO_8859_1))) {
                return new Build.Check("token-leak", Build.Verdict.FAILED, text.getFileName() + " holds the token");
            }
        }
        return new Build.Check(
                "token-leak", Build.Verdict.PASSED, "%d texts without the token".formatted(texts.size()));
    }
}
