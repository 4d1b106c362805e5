package dev.gantry.imagebuilder.flow.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gantry.imagebuilder.flow.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a build's log while it grows, from its first line to its last. */
@ApplicationScoped
public class BuildLogReader {

    private static final int PIECE_BYTES = 1 << 16;

    private final BuildRecords builds;
    private final DataFolder data;

    BuildLogReader(BuildRecords builds, DataFolder data) {
        this.builds = builds;
        this.data = data;
    }

    /** A file of a build that is known. */
    public Path file(String id, String name) {
        return data.build(builds.get(id).id()).resolve(name);
    }

    /** A line and where it ends in the log, in bytes. */
    public record Line(long end, String text) {}

    /** The next lines; {@code ended} is the build's last state once every line was given. */
    public record Piece(List<Line> lines, @Nullable String ended) {}

    /** After so many bytes. The state is read before the file: a build that has ended writes no more. */
    public Piece read(String id, long after) {
        var state = builds.get(id).state();
        ByteBuffer piece = piece(data.build(id).resolve("log.txt"), after);
        boolean isLast = state.isFinal() && piece.hasRemaining();
        boolean isCut = isLast || !piece.hasRemaining();
        return new Piece(lines(piece.flip(), after, isCut), isLast ? state.name() : null);
    }

    /** As many bytes as there are, full when there may be more. */
    private static ByteBuffer piece(Path file, long after) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        if (!Files.exists(file)) {
            return piece;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int read = channel.read(piece, after);
            while (read > 0 && piece.hasRemaining()) {
                read = channel.read(piece, after + piece.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return piece;
    }

    /** A line without its end waits for it; one that fills the whole piece, or that ends the log, is given as it is. */
    private static List<Line> lines(ByteBuffer piece, long after, boolean isCut) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < piece.limit(); i++) {
            if (piece.get(i) == '\n') {
                lines.add(new Line(after + i + 1, new String(piece.array(), from, i - from, UTF_8)));
                from = i + 1;
            }
        }
        if (isCut && from < piece.limit() && (lines.isEmpty() || piece.limit() < PIECE_BYTES)) {
            lines.add(new Line(after + piece.limit(), new String(piece.array(), from, piece.limit() - from, UTF_8)));
        }
        return lines;
    }
}
