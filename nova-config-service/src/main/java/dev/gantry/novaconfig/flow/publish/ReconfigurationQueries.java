package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.model.publish.Reconfiguration;
import dev.gantry.novaconfig.model.publish.ReconfigurationState;
import dev.gantry.novaconfig.store.ReconfigurationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads reconfigurations and what their commands print. */
@ApplicationScoped
public class ReconfigurationQueries {

    private static final int LISTED = 100;

    private final ReconfigurationRepository reconfigurations;

    ReconfigurationQueries(ReconfigurationRepository reconfigurations) {
        this.reconfigurations = reconfigurations;
    }

    /** What the command printed so far, and the state that it ended with. */
    public record Output(String text, @Nullable ReconfigurationState ended) {}

    /** Newest first. */
    @Transactional
    public List<Reconfiguration> list() {
        return reconfigurations.newest(LISTED);
    }

    @Transactional
    public Reconfiguration read(String id) {
        return reconfigurations.read(id).orElseThrow(() -> Problem.of(
                        404,
                        "reconfiguration-not-found",
                        "Run not known",
                        "Run " + id + " is not known; list them with GET /v1/reconfigurations.")
                .asException());
    }

    @Transactional
    public Output output(String id) {
        Reconfiguration found = read(id);
        return new Output(reconfigurations.log(id).orElse(""), found.state().isEnd() ? found.state() : null);
    }
}
