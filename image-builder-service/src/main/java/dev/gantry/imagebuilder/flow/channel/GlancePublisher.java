package dev.gantry.imagebuilder.flow.channel;

import dev.gantry.imagebuilder.flow.OpenStackClients;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.channel.ListedImage;
import dev.gantry.imagebuilder.model.image.ImageDefinition;
import dev.gantry.imagebuilder.openstack.GlanceClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Brings a verified image into OpenStack's image service, where one is configured. */
@ApplicationScoped
public class GlancePublisher {

    private final OpenStackClients cloud;

    GlancePublisher(OpenStackClients cloud) {
        this.cloud = cloud;
    }

    /** How a new image comes in. */
    public enum Arrival {
        /** Under the plain name: no build of it was ever promoted to stable. */
        NAMED,
        /** Hidden, for its owner alone, until it is promoted: the plain name is that of the stable build. */
        HIDDEN
    }

    /** @return the image's id; empty when no image service is set, or when the licence inside must not reach everyone */
    public Optional<String> publish(Build build, Build.BuildResult result, Path file, Arrival arrival)
            throws IOException {
        ImageDefinition image = build.image();
        if (!cloud.isSet() || (result.tokenFingerprint() != null && image.reachesEveryone())) {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>(image.properties());
        properties.putIfAbsent(
                "cpu_arch", image.architecture().replace("amd64", "x86_64").replace("arm64", "aarch64"));
        properties.put("gantry_sha256", result.sha256().hex());
        boolean hasStable = arrival == Arrival.HIDDEN;
        GlanceClient.ImageUpload upload = new GlanceClient.ImageUpload(
                build.id(),
                hasStable ? ListedImage.nameOfBuild(image.name(), build.id()) : image.name(),
                image.type(),
                hasStable ? "private" : image.visibility(),
                hasStable,
                properties,
                file,
                result.bytes(),
                sha512(file));
        GlanceClient glance = cloud.glance().orElseThrow();
        String id = glance.upload(upload);
        if (hasStable) {
            return Optional.of(id);
        }
        if (image.visibility().equals("shared")) {
            glance.share(id, image.members());
        }
        // last: until the new one is whole and shared, the name still means the one before as well
        glance.replaceEarlier(id, image.name());
        return Optional.of(id);
    }

    private static byte[] sha512(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            byte[] buffer = new byte[1 << 18];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
