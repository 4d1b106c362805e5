package dev.gantry.inventory.source.flow;

import dev.gantry.inventory.source.model.FetchRequests;
import dev.gantry.inventory.source.model.Source;
import dev.gantry.inventory.source.model.SourceProblem;
import dev.gantry.inventory.source.model.SourceState;
import dev.gantry.inventory.source.model.SourceStatus;
import dev.gantry.inventory.source.store.SourceRepository;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches that calls asked for, as operations. The key is the source and the number of the call; the newest of each source is known. */
@ApplicationScoped
public class FetchOperationSource implements OperationSource {

    public static final String KIND = "fetch";

    // kayobe-config@3
    private static final Pattern KEY = Pattern.compile("(.{1,253})@(\\d{1,18})");

    private final SourceRepository sources;

    FetchOperationSource(SourceRepository sources) {
        this.sources = sources;
    }

    public static String key(Source source) {
        return source.name() + "@" + source.status().requests().asked();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches()
                ? sources.read(matcher.group(1))
                        .filter(source -> key(source).equals(key))
                        .flatMap(FetchOperationSource::view)
                : Optional.empty();
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return sources.all().stream()
                .flatMap(source -> view(source).stream())
                .filter(view -> view.startedAt().isBefore(before))
                .limit(limit)
                .toList();
    }

    private static Optional<OperationView> view(Source source) {
        FetchRequests requests = source.status().requests();
        Instant at = requests.at();
        if (at == null) {
            return Optional.empty();
        }
        OperationView view = OperationView.of(KIND, key(source), source.name(), requests.by(), at)
                .resource("/v1/sources/" + source.name());
        return Optional.of(requests.answered() < requests.asked() ? view : ended(view, source.status()));
    }

    private static OperationView ended(OperationView view, SourceStatus status) {
        SourceProblem problem = status.problem();
        if (status.state() != SourceState.CURRENT && problem != null) {
            return view.at(OperationState.FAILED, null, status.fetchedAt()).failed(problem.reason(), problem.detail());
        }
        SourceStatus.InForce inForce = status.inForce();
        return view.at(OperationState.SUCCEEDED, null, status.fetchedAt())
                .result(
                        inForce == null
                                ? null
                                : Map.of("commit", inForce.commit().id()));
    }
}
