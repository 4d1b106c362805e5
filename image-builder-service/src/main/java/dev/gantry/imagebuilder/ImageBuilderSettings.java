package dev.gantry.imagebuilder;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may set of this service. */
@ConfigMapping(prefix = "gantry.image-builder")
public interface ImageBuilderSettings {

    /** Where other machines reach this service; the content paths of the folder store begin with it. */
    String url();

    /** The largest body of a request that is no driver bundle. */
    @WithDefault("16M")
    MemorySize bodyLimit();

    Bundles bundles();

    Artifacts artifacts();

    Pulp pulp();

    Builds builds();

    Tokens tokens();

    Glance glance();

    /** Driver bundles. */
    interface Bundles {

        /** The largest bundle that is accepted. */
        @WithDefault("12G")
        MemorySize limit();

        /** Within what time a server must begin to answer a download. */
        @WithDefault("60s")
        Duration fetchTimeout();

        /** Within what time a download must be whole. */
        @WithDefault("4h")
        Duration downloadTimeout();

        /** The least that a download must bring in 20 seconds; a slower one is given up and tried again later. */
        @WithDefault("256K")
        MemorySize downloadLimit();
    }

    /** The artifact store. */
    interface Artifacts {

        /** {@code folder}: files in the data folder, served by this service. {@code pulp}: a Pulp server. */
        @WithDefault("folder")
        String kind();

        /** Name of the repository, of its distribution and its base path. */
        @WithDefault("nvidia")
        String repository();

        /** Repository of built images. */
        @WithDefault("gantry-images")
        String imageRepository();
    }

    /** The Pulp server, when the artifact store is one. */
    interface Pulp {

        /** Its address without a path, e.g. {@code https://pulp.example.org}. */
        Optional<String> url();

        /** Pulp's own setting API_ROOT. */
        @WithDefault("/pulp/")
        String apiRoot();

        /** The domain to publish in, where Pulp has DOMAIN_ENABLED: {@code default} or one of its own. */
        Optional<String> domain();

        /** User of Pulp's API; without one nobody logs in. */
        Optional<String> user();

        /** That user's password. */
        Optional<String> password();

        /** Name of the content guard on built images. Without one an image with a token inside stays in the folder store, out of an open Pulp. */
        Optional<String> imageGuard();

        /** PEM file with the certificates to trust, when Pulp's is not publicly signed. */
        Optional<String> caPath();

        /** Size of a piece of an upload; halved when Pulp or a proxy before it refuses it as too large. */
        @WithDefault("64M")
        MemorySize chunkLimit();

        /** How long one Pulp task may take. */
        @WithDefault("30m")
        Duration taskTimeout();

        /** How long one request may take. */
        @WithDefault("5m")
        Duration requestTimeout();

        /** Labels on what is made in Pulp. */
        Map<String, String> labels();
    }

    /** Image builds. */
    interface Builds {

        /** How long one build may take. */
        @WithDefault("4h")
        Duration timeout();

        /** How long a cancelled build has to end by itself before it is killed. */
        @WithDefault("60s")
        Duration cancelTimeout();

        /** Free disk space a build must find: for the unpacked tree, the raw image and the converted one. */
        @WithDefault("12G")
        MemorySize diskLimit();

        /** Elements that every build gets, first. */
        @WithDefault("cloud-init,enable-serial-console,stable-interface-names")
        List<String> commonElements();

        /** More folders with elements, searched before the ones of diskimage-builder. */
        Optional<List<String>> elementsPath();

        /** The program that builds, a name on PATH or a path. */
        @WithDefault("disk-image-create")
        String command();

        /** Programs that must be there before a build starts; each one missing would end it only after minutes. */
        @WithDefault("sudo,qemu-img,sgdisk,kpartx,losetup,mkfs.ext4")
        List<String> neededPrograms();

        /** How long the commit behind a branch or tag of a Git repository counts as known. */
        @WithDefault("60s")
        Duration gitTimeout();

        /** What a guest driver does that cannot work with a host it is for. */
        @WithDefault("warn")
        Alignment alignment();
    }

    /** What follows from a guest driver that cannot work with a host. */
    enum Alignment {
        BLOCK,
        WARN
    }

    /** Licence tokens. */
    interface Tokens {

        /** File with the key that seals tokens, 32 bytes in base64; made in the data folder when absent. */
        Optional<String> keyPath();

        /** Password of files that ansible-vault encrypted. */
        Optional<String> vaultPassword();

        /** How long a licence server has to answer a probe. */
        @WithDefault("3s")
        Duration probeTimeout();

        /** How long before its end a token is told to be expiring. */
        @WithDefault("30d")
        Duration warnBefore();
    }

    /** The image service of OpenStack; images stay in the artifact store alone when it is not set. */
    interface Glance {

        /** A {@code clouds.yaml} that names the cloud, in place of the settings below. */
        Optional<String> cloudsPath();

        /** Which of its clouds. */
        @WithDefault("site")
        String cloud();

        /** Identity endpoint, e.g. {@code https://cloud.example.org:5000/v3}. */
        Optional<String> authUrl();

        /** Id of an application credential. */
        Optional<String> credentialId();

        /** Secret of that application credential. */
        Optional<String> credentialSecret();

        /** User, password and project, where there is no application credential. */
        Optional<String> user();

        /** That user's password. */
        Optional<String> password();

        /** Name of the project that images are made in. */
        Optional<String> project();

        /** Domain of user and project. */
        @WithDefault("Default")
        String domain();

        /** Image endpoint; looked up in the catalogue when not set. */
        Optional<String> url();

        /** Region of the image endpoint; the only one when not set. */
        Optional<String> region();

        /** PEM file with the certificates to trust, when the cloud's are not publicly signed. */
        Optional<String> caPath();
    }
}
