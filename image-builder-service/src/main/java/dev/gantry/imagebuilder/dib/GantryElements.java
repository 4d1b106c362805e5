package dev.gantry.imagebuilder.dib;

import dev.gantry.imagebuilder.model.artifact.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The elements that come with this service, laid out as folders where diskimage-builder finds them. */
public final class GantryElements {

    private static final String ROOT = "/elements/";
    private static final List<String> FILES = List.of(
            "gantry-nvidia-vgpu/README.rst",
            "gantry-nvidia-vgpu/extra-data.d/50-gantry-nvidia-vgpu",
            "gantry-nvidia-vgpu/post-install.d/60-gantry-nvidia-driver",
            "gantry-nvidia-vgpu/post-install.d/90-gantry-nvidia-licence",
            "gantry-nvidia-vgpu/cleanup.d/90-gantry-nvidia-vgpu");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Sha256 digest;

    public GantryElements() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String file : FILES) {
            byte[] bytes = read(file);
            files.put(file, bytes);
            all.writeBytes(file.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(bytes);
        }
        this.digest = Sha256.of(all.toByteArray());
    }

    /** Of all files together; part of every build's inputs. */
    public Sha256 digest() {
        return digest;
    }

    public List<String> names() {
        return files.keySet().stream()
                .map(f -> f.substring(0, f.indexOf('/')))
                .distinct()
                .toList();
    }

    /** Writes them below the folder, scripts executable, and answers that folder. */
    public Path layOut(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
            boolean isScript = file.getKey().contains(".d/");
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(isScript ? "rwxr-xr-x" : "rw-r--r--"));
        }
        return folder;
    }

    private static byte[] read(String file) {
        try (InputStream in = GantryElements.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalStateException("not packaged: " + ROOT + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
