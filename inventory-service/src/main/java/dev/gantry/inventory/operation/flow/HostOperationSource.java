package dev.gantry.inventory.operation.flow;

import dev.gantry.inventory.model.host.HistoryEntry;
import dev.gantry.inventory.model.host.Host;
import dev.gantry.inventory.model.host.Waiting;
import dev.gantry.inventory.model.lifecycle.HostState;
import dev.gantry.inventory.store.host.HistoryRepository;
import dev.gantry.inventory.store.host.HostRepository;
import dev.gantry.kit.operation.OperationSource;
import dev.gantry.kit.operation.OperationState;
import dev.gantry.kit.operation.OperationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of one host, as an operation: read from the host's history, from the entry that the call made to the first one that
 * leaves the host at rest. The key is the host and its version at that entry.
 */
@ApplicationScoped
public class HostOperationSource implements OperationSource {

    public static final String KIND = "host";

    // computegpu000@7
    private static final Pattern KEY = Pattern.compile("(.{1,253})@(\\d{1,18})");

    private final HistoryRepository history;
    private final HostRepository hosts;

    HostOperationSource(HistoryRepository history, HostRepository hosts) {
        this.history = history;
        this.hosts = hosts;
    }

    public static String key(Host host) {
        return host.name() + "@" + host.version();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional
    public Optional<OperationView> find(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long version = Long.parseLong(matcher.group(2));
        return history.entry(matcher.group(1), version).map(this::view);
    }

    @Override
    @Transactional
    public List<OperationView> newest(Instant before, int limit) {
        return history.askedByPeople(before, limit).stream().map(this::view).toList();
    }

    private OperationView view(HistoryEntry asked) {
        OperationView view = OperationView.of(
                        KIND,
                        asked.host() + "@" + asked.version(),
                        asked.host(),
                        asked.cause().who(),
                        asked.at())
                .named(asked.what().toLowerCase(Locale.ROOT).replace('_', '-'))
                .resource("/v1/hosts/" + asked.host());
        HistoryEntry end = asked.to().isWorking()
                ? history.firstAtRest(asked.host(), asked.version()).orElse(null)
                : asked;
        if (end == null) {
            return view.at(OperationState.RUNNING, waitsFor(asked.host()), null);
        }
        return end.to() == HostState.FAILED
                ? view.at(OperationState.FAILED, null, end.at())
                        .failed("host-failed", end.cause().why())
                : view.at(OperationState.SUCCEEDED, null, end.at())
                        .result(Map.of("state", end.to(), "version", end.version()));
    }

    private @Nullable String waitsFor(String host) {
        return hosts.find(host).map(Waiting::of).map(Waiting::reason).orElse(null);
    }
}
