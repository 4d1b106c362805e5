package dev.gantry.novaconfig.flow.publish;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.page.Page;
import dev.gantry.novaconfig.model.conf.ConfDiff;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.store.RevisionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads revisions and compares them. */
@ApplicationScoped
public class RevisionQueries {

    private static final int CONTEXT_LINES = 3;

    private final RevisionRepository revisions;

    RevisionQueries(RevisionRepository revisions) {
        this.revisions = revisions;
    }

    /** What changed, line by line (unified diff) and option by option. {@code against} is null when there was nothing before. */
    public record Difference(String revision, @Nullable String against, List<ConfDiff.Change> changes, String text) {}

    /** Newest first. */
    @Transactional
    public Page<Revision> page(String scope, int below, int limit) {
        return Page.of(
                revisions.page(scope, below, limit + 1),
                limit,
                revisions.count(scope),
                last -> Integer.toString(last.number()));
    }

    @Transactional
    public Revision read(String id) {
        return revisions.read(id).orElseThrow(() -> Problem.of(
                        404,
                        "revision-not-found",
                        "Revision not known",
                        "Revision " + id
                                + " is not known; list them with GET /v1/hosts/{host}/revisions or"
                                + " /v1/site/revisions.")
                .asException());
    }

    /** Compares with the one named, or with the last that was published before it. */
    @Transactional
    public Difference compare(String id, @Nullable String against) {
        Revision now = read(id);
        Optional<Revision> before =
                against != null ? Optional.of(read(against)) : revisions.newestPublished(now.scope(), now.number());
        Map<String, String> old =
                before.map(r -> (Map<String, String>) r.content().files()).orElse(Map.of());
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.content().files().keySet());
        StringBuilder text = new StringBuilder();
        List<ConfDiff.Change> changes = new ArrayList<>();
        for (String path : paths) {
            String left = old.getOrDefault(path, "");
            String right = now.content().files().getOrDefault(path, "");
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
}
