package dev.gantry.inventory.flow.host;

import dev.gantry.inventory.store.host.HistoryRepository;
import dev.gantry.inventory.store.host.HostRepository;
import jakarta.enterprise.context.Dependent;

/** Where a change of a host is written down. */
@Dependent
class Records {

    private final HostRepository hosts;
    private final HistoryRepository history;

    Records(HostRepository hosts, HistoryRepository history) {
        this.hosts = hosts;
        this.history = history;
    }

    HostRepository hosts() {
        return hosts;
    }

    HistoryRepository history() {
        return history;
    }
}
