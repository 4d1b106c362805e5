package dev.gantry.kit.blocking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live means that work gets done: a virtual thread that is not run within seconds finds every carrier held by something that blocks. */
@Liveness
@ApplicationScoped
class ThreadsHealth implements HealthCheck {

    private static final long WITHIN_SECONDS = 5;

    @Override
    public HealthCheckResponse call() {
        CountDownLatch ran = new CountDownLatch(1);
        Thread.ofVirtual().name("health").start(ran::countDown);
        return HealthCheckResponse.named("threads").status(isCounted(ran)).build();
    }

    private static boolean isCounted(CountDownLatch ran) {
        try {
            return ran.await(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
