package dev.gantry.provisioner.host;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;

/** One open connection with the number of commands it may carry at once, and when it was last of use. */
final class Kept {

    private final SSHClient client;
    private final Semaphore channels;
    private final int limit;
    private volatile long lastUse = System.nanoTime();

    Kept(SSHClient client, int limit) {
        this.client = client;
        this.limit = limit;
        this.channels = new Semaphore(limit, true);
    }

    SSHClient client() {
        return client;
    }

    boolean isAlive() {
        return client.isConnected() && client.isAuthenticated();
    }

    /** @throws HostFailure when all channels stay in use for so long */
    void enter(Duration patience) {
        try {
            if (!channels.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HostFailure(
                        HostTrouble.HOST_UNREACHABLE, "all " + limit + " channels to the host stay in use");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HostFailure(HostTrouble.HOST_UNREACHABLE, "stopped while waiting for a channel", stopped);
        }
    }

    void leave() {
        lastUse = System.nanoTime();
        channels.release();
    }

    boolean isIdleFor(Duration kept) {
        return channels.availablePermits() == limit && System.nanoTime() - lastUse > kept.toNanos();
    }

    void close() {
        Connector.quietly(client);
    }
}
