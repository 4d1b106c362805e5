package dev.gantry.provisioner.driver;

import dev.gantry.provisioner.ssh.Checksum;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 of files that go to many hosts: a gigabyte is read again only when the file's size, time or identity is another. */
@ApplicationScoped
class ChecksumCache {

    private record State(long size, FileTime changed, String identity) {}

    private record Known(State state, String sum) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    String of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        State state = new State(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
        Known before = known.get(file);
        if (before != null && before.state().equals(state)) {
            return before.sum();
        }
        String sum = Checksum.of(file);
        known.put(file, new Known(state, sum));
        return sum;
    }
}
