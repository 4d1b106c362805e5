package dev.gantry.simulator;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.server.SshServer;

/** The threads that all hosts of a process share, so that a hundred hosts do not mean hundreds of threads. */
final class ServerThreads {
    private static final ServerThreads SHARED = new ServerThreads();

    private final CloseableExecutorService io = ThreadUtils.newCachedThreadPool("host-ssh");
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("host-timer-", 0).factory());

    private ServerThreads() {}

    static ServerThreads shared() {
        return SHARED;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    void serve(SshServer server) {
        server.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory(() -> ThreadUtils.noClose(io)));
        server.setScheduledExecutorService(timer, false);
    }
}
