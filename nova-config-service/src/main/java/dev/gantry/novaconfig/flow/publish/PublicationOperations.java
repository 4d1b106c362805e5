package dev.gantry.novaconfig.flow.publish;

import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The way of a revision to its target as an operation. */
@ApplicationScoped
public class PublicationOperations implements OperationSource {

    public static final String KIND = "publication";

    private final RevisionRepository revisions;

    PublicationOperations(RevisionRepository revisions) {
        this.revisions = revisions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        return revisions.read(key).map(PublicationOperations::view);
    }

    /** Revisions have lists of their own. */
    @Override
    public List<OperationView> newest(Instant before, int limit) {
        return List.of();
    }

    private static OperationView view(Revision revision) {
        String problem = revision.attempt().problem();
        OperationView view = OperationView.of(KIND, revision.id(), revision.scope(), null, revision.createdAt())
                .resource("/v1/revisions/" + revision.id());
        return switch (revision.state()) {
            case READY ->
                view.at(OperationState.WAITING, Objects.requireNonNullElse(problem, "its turn to be published"), null);
            case HELD ->
                view.at(OperationState.FAILED, null, revision.createdAt())
                        .failed("revision-held", "The revision has errors and is never published; see its findings.");
            case PUBLISHED -> {
                Revision.Publication publication = revision.publication();
                yield view.at(OperationState.SUCCEEDED, null, revision.createdAt())
                        .result(publication);
            }
        };
    }
}
