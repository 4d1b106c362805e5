package dev.gantry.provisioner.ssh;

import dev.gantry.provisioner.model.remote.RemoteException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** Keeps one connection per host: reused through a run, held a while after, closed when nobody needs it. */
@ApplicationScoped
class ConnectionPool {

    private static final long SWEEP_SECONDS = 5;

    private final SshSettings settings;
    private final SshConnector connector;
    private final Map<SshTarget, PooledConnection> open = new ConcurrentHashMap<>();
    private final Map<SshTarget, ReentrantLock> doors = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ssh-idle").factory());

    ConnectionPool(SshSettings settings, SshConnector connector) {
        this.settings = settings;
        this.connector = connector;
        sweeper.scheduleWithFixedDelay(this::closeIdle, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** The kept connection when it lives, else a new one; two callers never log in twice at the same time. */
    PooledConnection to(SshTarget target) {
        PooledConnection kept = alive(target);
        if (kept != null) {
            return kept;
        }
        ReentrantLock door = doors.computeIfAbsent(target, any -> new ReentrantLock());
        door.lock();
        try {
            PooledConnection meanwhile = alive(target);
            return meanwhile != null ? meanwhile : login(target);
        } finally {
            door.unlock();
        }
    }

    private PooledConnection login(SshTarget target) {
        PooledConnection made = new PooledConnection(connector.open(target, jump(target)), settings.channelsLimit());
        open.put(target, made);
        return made;
    }

    private @Nullable SSHClient jump(SshTarget target) {
        SshTarget jump = target.jump();
        if (jump == null) {
            return null;
        }
        try {
            return to(jump).client();
        } catch (RemoteException failure) {
            throw new RemoteException(
                    failure.reason(), "on the way to " + target + ", at its jump host: " + failure.detail(), failure);
        }
    }

    private @Nullable PooledConnection alive(SshTarget target) {
        PooledConnection kept = open.get(target);
        if (kept != null && !kept.isAlive()) {
            drop(target, kept);
            return null;
        }
        return kept;
    }

    /** Closes this connection; a newer one to the same host stays. */
    void drop(SshTarget target, PooledConnection kept) {
        open.remove(target, kept);
        kept.close();
    }

    void drop(SshTarget target) {
        PooledConnection kept = open.remove(target);
        if (kept != null) {
            kept.close();
        }
    }

    int count() {
        return open.size();
    }

    private void closeIdle() {
        open.forEach((target, kept) -> {
            boolean carriesOthers = open.keySet().stream().anyMatch(other -> target.equals(other.jump()));
            if (!kept.isAlive() || (kept.isIdleFor(settings.keptTimeout()) && !carriesOthers)) {
                drop(target, kept);
            }
        });
    }

    @PreDestroy
    void closeAll() {
        sweeper.shutdownNow();
        open.forEach(this::drop);
    }
}
