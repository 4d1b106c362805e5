package dev.gantry.provisioner.driver;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Checksum;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Host drivers by URL: fetched once, proven by checksum before anything is unpacked, the host part taken out of a bundle. */
@ApplicationScoped
public class DriverFiles {

    /** A file that can be sent to hosts, with the SHA-256 of exactly its bytes. */
    public record Part(Path file, String sha256) {}

    private final Path folder;
    private final DriverDownload source;
    private final ChecksumCache sums;
    private final long limitBytes;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    DriverFiles(
            @ConfigProperty(name = "gantry.data-dir") Path data,
            DriverDownload source,
            ChecksumCache sums,
            DriverSettings settings) {
        this.folder = data.resolve("drivers");
        this.source = source;
        this.sums = sums;
        this.limitBytes = settings.limit().asLongValue();
    }

    /**
     * The host driver whose file name or ending is that of {@code remotePath}, out of the bundle at {@code url} or that file itself.
     *
     * @param sha256 of the file at {@code url}; null: not known, then it is not compared
     * @throws RemoteException with one of the DRIVER troubles
     */
    public Part part(String url, @Nullable String sha256, String remotePath) {
        String key = sha256 == null ? Checksum.of(url) : sha256;
        ReentrantLock lock = locks.computeIfAbsent(key, any -> new ReentrantLock());
        lock.lock();
        try {
            Path place = Files.createDirectories(folder.resolve(key));
            Path file = source.fetch(url, place, sha256);
            Path part = isBundle(file) ? new DriverBundleReader(file, limitBytes).hostPart(remotePath, place) : file;
            return new Part(part, sums.of(part));
        } catch (IOException failed) {
            throw new RemoteException(
                    RemoteReason.DRIVER_UNREACHABLE,
                    "driver " + url + " cannot be kept in " + folder + ": " + failed.getMessage(),
                    failed);
        } finally {
            lock.unlock();
        }
    }

    /** By content: an URL's path need not end in .zip. Sample: {@code PK\003\004}. */
    private static boolean isBundle(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(4);
            return first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4;
        }
    }
}
