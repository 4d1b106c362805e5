package dev.gantry.inventory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A kayobe folder for a test: the guide's own, from test resources, changed file by file. */
public final class Folder {

    private final SortedMap<String, String> files = new TreeMap<>();

    private Folder() {}

    /** The guide's example, {@code src/test/resources/kayobe/guide}, written from "Ansible Inventory Configuration" and "Role Configuration". */
    public static Folder guide() {
        Folder folder = new Folder();
        Path root = Path.of("src/test/resources/kayobe/guide");
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                folder.files.put(root.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    public static Folder empty() {
        return new Folder();
    }

    public Folder with(String path, String text) {
        files.put(path, text);
        return this;
    }

    public Folder without(String path) {
        files.remove(path);
        return this;
    }

    public Folder replacing(String path, String old, String text) {
        return edited(path, content -> {
            if (!content.contains(old)) {
                throw new IllegalArgumentException(old + " is not in " + path);
            }
            return content.replace(old, text);
        });
    }

    /** The same with other host names, so that tests of one database do not meet. */
    public Folder renamed(String from, String to) {
        SortedMap<String, String> renamed = new TreeMap<>();
        files.forEach((path, text) -> renamed.put(path.replace(from, to), text.replace(from, to)));
        files.clear();
        files.putAll(renamed);
        return this;
    }

    public SortedMap<String, String> files() {
        return files;
    }

    public byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (var file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Folder edited(String path, UnaryOperator<String> edit) {
        files.compute(path, (p, text) -> edit.apply(text));
        return this;
    }
}
