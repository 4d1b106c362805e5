package dev.gantry.imagebuilder.flow.build;

import dev.gantry.imagebuilder.dib.Provenance;
import dev.gantry.imagebuilder.file.HashedFile;
import dev.gantry.imagebuilder.model.build.Build;
import dev.gantry.imagebuilder.model.build.BuildInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a build that was interrupted had its image already: then a retaken job need not make it again. */
final class FinishedOutput {

    private FinishedOutput() {}

    /** The provenance is written once diskimage-builder said that it is done; it must be of this build's inputs and of the very bytes that lie there. */
    static boolean isWhole(Build build, Path folder) throws IOException {
        Path metadata = folder.resolve("provenance.json");
        Path file = folder.resolve("out")
                .resolve("%s.%s".formatted(build.image().name(), build.image().type()));
        if (!Files.isRegularFile(metadata) || !Files.isRegularFile(file)) {
            return false;
        }
        Provenance provenance;
        try {
            provenance = Provenance.read(metadata);
        } catch (IOException halfWritten) {
            return false;
        }
        return provenance.buildId().equals(build.id())
                && new BuildInputs(provenance.inputs()).digest().equals(build.inputsDigest())
                && HashedFile.hash(file).hex().equals(provenance.sha256());
    }
}
