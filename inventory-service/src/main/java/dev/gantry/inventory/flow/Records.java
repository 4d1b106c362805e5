package dev.gantry.inventory.flow;

import dev.gantry.inventory.store.History;
import dev.gantry.inventory.store.Hosts;
import jakarta.enterprise.context.Dependent;

/** Where a change of a host is written down. */
@Dependent
class Records {

    private final Hosts hosts;
    private final History history;

    Records(Hosts hosts, History history) {
        this.hosts = hosts;
        this.history = history;
    }

    Hosts hosts() {
        return hosts;
    }

    History history() {
        return history;
    }
}
