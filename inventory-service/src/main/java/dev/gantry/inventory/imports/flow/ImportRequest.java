package dev.gantry.inventory.imports.flow;

import dev.gantry.inventory.model.host.Cause;
import dev.gantry.inventory.model.kayobe.ControlHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An import as it waits for its worker: how, by whom and why; the files lie packed beside it. */
public record ImportRequest(
        @Nullable String environment,
        String home,
        String configPath,
        String configuration,
        Set<String> alsoChange,
        ImportOptions.Binding binding,
        String who,
        String why) {

    static ImportRequest of(ImportOptions options, Cause cause) {
        ControlHost control = options.control();
        return new ImportRequest(
                control.environment(),
                control.home(),
                control.configPath(),
                options.configuration(),
                options.alsoChange(),
                options.binding(),
                cause.who(),
                cause.why());
    }

    ImportOptions options() {
        return new ImportOptions(new ControlHost(environment, home, configPath), configuration, alsoChange, binding);
    }

    Cause cause() {
        return new Cause(who, why);
    }

    static byte[] packed(SortedMap<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(files.size());
            for (var file : files.entrySet()) {
                write(out, file.getKey());
                write(out, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static SortedMap<String, String> unpacked(byte[] packed) {
        SortedMap<String, String> files = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(packed)))) {
            for (int left = in.readInt(); left > 0; left--) {
                files.put(read(in), read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
