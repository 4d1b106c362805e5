package dev.gantry.provisioner.guest.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one inspection of a guest found. A text is empty where there is nothing.
 *
 * @param gpus driver that a GPU is bound to, by its PCI address; {@code -} for none
 * @param gpuUsers {@code 4711 python3} for each process that has a GPU open, the driver's own apart
 * @param tools names of those that are there
 * @param journal last lines of nvidia-gridd's journal, where a licence is missing
 */
public record GuestFacts(
        Platform platform,
        Map<String, String> gpus,
        Driver driver,
        List<String> gpuUsers,
        Set<String> tools,
        List<Licence> licences,
        Gridd gridd,
        Sample sample,
        List<String> journal) {

    /** {@code debianLike}: packages are apt's, else dnf's. */
    public record Platform(String os, String version, String kernel, boolean debianLike, boolean kernelHeaders) {}

    /** Versions; {@code answering} is what nvidia-smi says when it does not answer as it should. */
    public record Driver(String loaded, String installed, boolean nouveau, String trouble) {}

    /** Of one GPU: {@code status} as nvidia-smi prints it, e.g. {@code Licensed (Expiry: 2023-6-1 11:58:3 GMT)}. */
    public record Licence(String gpu, String gpuName, String product, String status) {

        // Licensed (Expiry: 2023-6-1 11:58:3 GMT)
        public boolean holds() {
            return status.equals("Licensed") || status.startsWith("Licensed ");
        }
    }

    /** The licence daemon. Times in seconds since 1970 with fractions, 0 where there is none. */
    public record Gridd(
            boolean hasTemplate,
            String featureType,
            double confChanged,
            String tokenFolder,
            List<TokenFile> tokens,
            Service service) {

        public static final String TOKEN_FOLDER = "/etc/nvidia/ClientConfigToken";

        public Gridd {
            tokens = List.copyOf(tokens);
        }

        public boolean hasConf() {
            return confChanged > 0;
        }
    }

    /** {@code load}, {@code active} and {@code enabled} as systemctl says them. */
    public record Service(String load, String active, String enabled, double started) {

        public boolean isThere() {
            return load.equals("loaded");
        }

        public boolean isActive() {
            return active.equals("active");
        }
    }

    /** {@code mode} in octal digits as {@code 744}. */
    public record TokenFile(String name, String mode, double changed, String sha256) {}

    /** Where the transpose sample lies and where it is built. */
    public record Sample(String source, String program) {}

    public GuestFacts {
        gpus = Map.copyOf(gpus);
        gpuUsers = List.copyOf(gpuUsers);
        tools = Set.copyOf(tools);
        licences = List.copyOf(licences);
        journal = List.copyOf(journal);
    }
}
