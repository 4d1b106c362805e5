package dev.gantry.kit.event;

import dev.gantry.kit.db.DatabaseException;
import dev.gantry.kit.time.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The door for machines: takes each record of the four topics, in order, and acknowledges it when its effect is stored. */
@ApplicationScoped
class EventConsumer {

    private static final int TRIES = 5;

    private final EventDispatcher delivery;
    private final DeadLetters deadLetters;
    private volatile boolean isStopping;

    EventConsumer(EventDispatcher delivery, DeadLetters deadLetters) {
        this.delivery = delivery;
        this.deadLetters = deadLetters;
    }

    /** What fails from now on fails because everything is being closed: it is not acknowledged, and taken after the next start. */
    void stop(@Observes ShutdownEvent stopping) {
        isStopping = true;
    }

    /**
     * All that came since, acknowledged together. What has an effect of its own has its own transaction, what is only to be seen shares one
     * with its neighbours: a commit for each would be most of the work.
     */
    @Incoming("events")
    @Blocking
    void take(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<String, byte[]>> unhandled = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                if (delivery.isHandled(record)) {
                    see(unhandled);
                    take(record);
                } else {
                    unhandled.add(record);
                }
            }
            see(unhandled);
        }
    }

    /** One by one where they do not go together: one of them is to be buried, or the database is away. */
    private void see(List<ConsumerRecord<String, byte[]>> unhandled) throws InterruptedException {
        if (unhandled.isEmpty()) {
            return;
        }
        try {
            delivery.observe(unhandled);
        } catch (RuntimeException e) {
            for (ConsumerRecord<String, byte[]> record : unhandled) {
                take(record);
            }
        }
        unhandled.clear();
    }

    private void take(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        Backoff backoff = new Backoff();
        for (int attempt = 1; ; attempt++) {
            try {
                delivery.deliver(record);
                return;
            } catch (RuntimeException e) {
                boolean mayPass = isStopping || DatabaseException.isOutOfReach(e);
                if (!mayPass && (attempt >= TRIES || e instanceof IllegalArgumentException)) {
                    bury(record, e);
                    return;
                }
                backoff.pause();
            }
        }
    }

    /** Burying needs the database as well: it is tried until that is back, so the record is never just dropped. */
    private void bury(ConsumerRecord<String, byte[]> record, RuntimeException reason) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                deadLetters.bury(record, reason);
                return;
            } catch (RuntimeException e) {
                backoff.pause();
            }
        }
    }
}
