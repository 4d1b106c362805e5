package dev.gantry.provisioner.ssh;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.sshj.SSHClient;

/** One open connection with the number of commands it may carry at once, and when it was last of use. */
final class PooledConnection {

    private final SSHClient client;
    private final Semaphore channels;
    private final AtomicInteger limit;
    private volatile long lastUse = System.nanoTime();

    PooledConnection(SSHClient client, int limit) {
        this.client = client;
        this.limit = new AtomicInteger(limit);
        this.channels = new Semaphore(limit, true);
    }

    SSHClient client() {
        return client;
    }

    boolean isAlive() {
        return client.isConnected() && client.isAuthenticated();
    }

    /** @throws RemoteException when all channels stay in use for so long */
    void enter(Duration patience) {
        try {
            if (!channels.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RemoteException(
                        RemoteReason.HOST_UNREACHABLE, "all " + limit + " channels to the host stay in use");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RemoteException(RemoteReason.HOST_UNREACHABLE, "stopped while waiting for a channel", stopped);
        }
    }

    void leave() {
        lastUse = System.nanoTime();
        channels.release();
    }

    /**
     * Instead of {@link #leave}: the host takes fewer commands at once than we thought, so from now on one less.
     *
     * @return false when it took not even one; then the caller has to leave
     */
    boolean narrow() {
        return limit.getAndUpdate(now -> Math.max(1, now - 1)) > 1;
    }

    boolean isIdleFor(Duration kept) {
        return channels.availablePermits() >= limit.get() && System.nanoTime() - lastUse > kept.toNanos();
    }

    void close() {
        SshConnector.quietly(client);
    }
}
