package dev.gantry.novaconfig.flow.publish;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.model.conf.ConfDiff;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.store.RevisionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads renditions and compares them. */
@ApplicationScoped
public class RevisionQueries {

    private static final int CONTEXT_LINES = 3;

    /** What changed, line by line (unified diff) and option by option. {@code against} is null when there was nothing before. */
    public record Difference(String rendition, @Nullable String against, List<ConfDiff.Change> changes, String text) {}

    /** Newest first. */
    @Transactional
    public List<Revision> page(String scope, int below, int limit) {
        return RevisionRow.page(scope, below, limit).stream()
                .map(RevisionRow::rendition)
                .toList();
    }

    @Transactional
    public Revision read(String id) {
        return find(id).orElseThrow(() -> Problem.of(
                        404,
                        "rendition-not-found",
                        "Rendition not known",
                        "Rendition " + id
                                + " is not known; list them with GET /v1/hosts/{host}/renditions or"
                                + " /v1/site/renditions.")
                .asException());
    }

    /** Compares with the one named, or with the last that was published before it. */
    @Transactional
    public Difference compare(String id, @Nullable String against) {
        Revision now = read(id);
        Optional<Revision> before = against != null
                ? Optional.of(read(against))
                : RevisionRow.newestPublished(now.scope(), now.number()).map(RevisionRow::rendition);
        Map<String, String> old =
                before.map(r -> (Map<String, String>) r.files()).orElse(Map.of());
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.files().keySet());
        StringBuilder text = new StringBuilder();
        List<ConfDiff.Change> changes = new ArrayList<>();
        for (String path : paths) {
            String left = old.getOrDefault(path, "");
            String right = now.files().getOrDefault(path, "");
            if (!left.equals(right)) {
                text.append(unified(path, left, right));
                changes.addAll(ConfDiff.between(path, left, right));
            }
        }
        return new Difference(id, before.map(Revision::id).orElse(null), changes, text.toString());
    }

    static String unified(String path, String before, String after) {
        List<String> left = before.lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                before.isEmpty() ? "/dev/null" : "a/" + path,
                after.isEmpty() ? "/dev/null" : "b/" + path,
                left,
                DiffUtils.diff(left, after.lines().toList()),
                CONTEXT_LINES);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static Optional<Revision> find(String id) {
        try {
            return RevisionRow.<RevisionRow>findByIdOptional(UUID.fromString(id))
                    .map(RevisionRow::rendition);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
