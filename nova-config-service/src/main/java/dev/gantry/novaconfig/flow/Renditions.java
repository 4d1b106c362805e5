package dev.gantry.novaconfig.flow;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.gantry.kit.http.Problem;
import dev.gantry.novaconfig.model.ConfDiff;
import dev.gantry.novaconfig.model.Rendition;
import dev.gantry.novaconfig.store.RenditionRow;
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
public class Renditions {

    private static final int CONTEXT_LINES = 3;

    /** What changed, line by line (unified diff) and option by option. {@code against} is null when there was nothing before. */
    public record Difference(String rendition, @Nullable String against, List<ConfDiff.Change> changes, String text) {}

    /** Newest first. */
    @Transactional
    public List<Rendition> page(String scope, int below, int limit) {
        return RenditionRow.page(scope, below, limit).stream()
                .map(RenditionRow::rendition)
                .toList();
    }

    @Transactional
    public Rendition read(String id) {
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
        Rendition now = read(id);
        Optional<Rendition> before = against != null
                ? Optional.of(read(against))
                : RenditionRow.newestPublished(now.scope(), now.number()).map(RenditionRow::rendition);
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
        return new Difference(id, before.map(Rendition::id).orElse(null), changes, text.toString());
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

    private static Optional<Rendition> find(String id) {
        try {
            return RenditionRow.<RenditionRow>findByIdOptional(UUID.fromString(id))
                    .map(RenditionRow::rendition);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
