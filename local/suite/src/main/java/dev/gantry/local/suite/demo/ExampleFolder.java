package dev.gantry.local.suite.demo;

import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The guide's hosts as a kayobe configuration: a copy of the example with the addresses of this suite filled in. */
public final class ExampleFolder {
    private final Path folder;

    private ExampleFolder(Path folder) {
        this.folder = folder;
    }

    /** Copies {@code local/example/kayobe-config} over what an earlier demo left in the suite's folder. */
    public static ExampleFolder copy(SuiteFolder home) {
        Path source = home.checkout().resolve("local/example/kayobe-config");
        Path target = home.make("kayobe-config");
        for (Path file : files(source)) {
            write(target.resolve(source.relativize(file)), read(file));
        }
        return new ExampleFolder(target);
    }

    public Path path() {
        return folder;
    }

    /** Says where driver bundles are served, e.g. {@code 127.0.0.1:8104}. */
    public void setPulp(String hostAndPort) {
        write(folder.resolve("pulp.yml"), "---\npulp_url: \"" + hostAndPort + "\"\n");
    }

    /** Says how a host is reached and which host key it must show. */
    public void setSsh(String host, int port, String user, String hostKey) {
        write(folder.resolve("inventory/host_vars").resolve(host).resolve("ssh"), """
            ---
            ansible_host: "127.0.0.1"
            ansible_port: %d
            ansible_user: "%s"
            gantry_ssh_host_key: "%s"
            """.formatted(port, user, hostKey));
    }

    /** Everything as a tar.gz, as inventory imports it. */
    public byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Path file : files(folder)) {
                byte[] content = Files.readAllBytes(file);
                TarArchiveEntry entry =
                        new TarArchiveEntry(folder.relativize(file).toString());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + folder, e);
        }
        return bytes.toByteArray();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
