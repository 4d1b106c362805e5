package dev.gantry.imagebuilder.flow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a build's log while it grows, from its first line to its last. */
@ApplicationScoped
public class FollowBuild {

    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final int PIECE_BYTES = 1 << 16;

    private final BuildRecords builds;
    private final DataFolder data;

    FollowBuild(BuildRecords builds, DataFolder data) {
        this.builds = builds;
        this.data = data;
    }

    /** A file of a build that is known. */
    public Path file(String id, String name) {
        return data.build(builds.get(id).id()).resolve(name);
    }

    /** Ends when the build has ended and every line was given. */
    public Multi<String> lines(String id) {
        Position position = new Position(data.build(id).resolve("log.txt"));
        return Multi.createFrom()
                .ticks()
                .every(LOOK_EVERY)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(tick -> look(id, position))
                .plug(FollowBuild::untilLast)
                .onItem()
                .transformToMultiAndConcatenate(look -> Multi.createFrom().iterable(look.lines()));
    }

    /** Up to and with the last look, then the ticks end. */
    private static Multi<Look> untilLast(Multi<Look> looks) {
        AtomicBoolean isOver = new AtomicBoolean();
        return looks.select().first(look -> !isOver.getAndSet(look.isLast()));
    }

    private record Look(List<String> lines, boolean isLast) {}

    /** The state is read before the file: a build that has ended writes no more. */
    private Look look(String id, Position position) {
        boolean hasEnded = builds.get(id).state().isFinal();
        List<String> lines = position.read();
        return new Look(lines, hasEnded);
    }

    /** How far one follower has read; a line without its end waits for it. */
    private static final class Position {

        private final Path file;
        private long offset;
        private String rest = "";

        Position(Path file) {
            this.file = file;
        }

        List<String> read() {
            List<String> lines = new ArrayList<>();
            if (!Files.exists(file)) {
                return lines;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer buffer = ByteBuffer.allocate(PIECE_BYTES);
                for (int n = channel.read(buffer, offset); n > 0; n = channel.read(buffer.clear(), offset)) {
                    offset += n;
                    split(new String(buffer.array(), 0, n, StandardCharsets.UTF_8), lines);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lines;
        }

        private void split(String text, List<String> lines) {
            String all = rest + text;
            int from = 0;
            for (int end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
                lines.add(all.substring(from, end));
                from = end + 1;
            }
            rest = all.substring(from);
        }
    }
}
