package dev.gantry.imagebuilder.flow.bundle;

import dev.gantry.imagebuilder.flow.DataFolder;
import dev.gantry.imagebuilder.flow.Folders;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Takes away what a killed service left half received. */
@ApplicationScoped
class IncomingCleanup {

    /** No upload and no publication takes longer. */
    private static final Duration OLD = Duration.ofHours(24);

    private final DataFolder data;
    private final Clock clock;

    IncomingCleanup(DataFolder data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m")
    void tidy() throws IOException {
        if (!Files.isDirectory(data.incoming())) {
            return;
        }
        Instant before = clock.instant().minus(OLD);
        List<Path> old;
        try (Stream<Path> files = Files.list(data.incoming())) {
            old = files.filter(f -> f.toFile().lastModified() < before.toEpochMilli())
                    .toList();
        }
        for (Path each : old) {
            Folders.delete(each);
            Log.infof("left over from a killed service, removed file=%s", each.getFileName());
        }
    }
}
