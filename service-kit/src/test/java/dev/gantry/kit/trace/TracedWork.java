package dev.gantry.kit.trace;

import dev.gantry.contracts.host.HostActivated;
import dev.gantry.kit.event.CloudEventContext;
import dev.gantry.kit.event.EventHandler;
import dev.gantry.kit.event.Outbox;
import dev.gantry.kit.job.Job;
import dev.gantry.kit.job.Outcome;
import dev.gantry.kit.job.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A job that takes two turns and then tells an event, and who hears it. */
class TracedWork {
    static final String HOST = "traced";

    @Singleton
    static class Runner implements Worker {
        private final Outbox outbox;

        Runner(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public String kind() {
            return "traced";
        }

        @Override
        public Outcome work(Job job) {
            if (job.attempt() < 2) {
                return new Outcome.Retry(Duration.ofMillis(50), "once more");
            }
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(new HostActivated(HOST, 1, "operator", "seen")));
            return new Outcome.Done();
        }
    }

    @Singleton
    static class Listener implements EventHandler<HostActivated> {
        final List<String> traces = new CopyOnWriteArrayList<>();

        @Override
        public Class<HostActivated> reads() {
            return HostActivated.class;
        }

        @Override
        public void handle(HostActivated event, CloudEventContext received) {
            if (event.host().equals(HOST)) {
                traces.add(Trace.current());
            }
        }
    }
}
