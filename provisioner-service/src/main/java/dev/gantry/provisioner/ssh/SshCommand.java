package dev.gantry.provisioner.ssh;

import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.SshHosts.Call;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Session.Command;

/** Carries one command over an open connection: input out, both streams in, the way it ended, all by its deadline. */
@ApplicationScoped
class SshCommand {

    private static final int CHUNK = 32 * 1024;
    private static final long CLOSE_SECONDS = 10;
    private static final long END_SECONDS = 1;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ssh-deadline").factory());

    /**
     * @param limit most bytes kept of each stream
     * @throws SendFailed when a fresh connection may be tried without harm
     */
    CommandResult over(PooledConnection kept, Call call, int limit) throws SendFailed {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> guard = watch.schedule(
                () -> {
                    late.set(true);
                    Thread.ofVirtual().start(kept::close);
                },
                call.deadline().toMillis(),
                TimeUnit.MILLISECONDS);
        try (Session session = session(kept)) {
            Command command = session.exec(call.command());
            feed(call, command);
            return answer(call, command, limit);
        } catch (AlreadySent lost) {
            throw late.get() ? tooLate(call) : lost(lost.getCause());
        } catch (IOException early) {
            if (late.get()) {
                throw tooLate(call);
            }
            throw new SendFailed(early);
        } finally {
            guard.cancel(false);
        }
    }

    private static Session session(PooledConnection kept) throws IOException {
        try {
            return kept.client().startSession();
        } catch (IllegalStateException closedMeanwhile) {
            throw new IOException(closedMeanwhile);
        }
    }

    /** The last bytes are what make a script run (it is one compound command), so a break before them did nothing. */
    private static void feed(Call call, Command command) throws IOException, AlreadySent {
        try (InputStream input = call.input().open()) {
            OutputStream stdin = command.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            int read = input.readNBytes(chunk, 0, CHUNK);
            while (read > 0) {
                byte[] next = new byte[CHUNK];
                int following = input.readNBytes(next, 0, CHUNK);
                if (following <= 0) {
                    sendLast(command, stdin, chunk, read);
                    return;
                }
                stdin.write(chunk, 0, read);
                chunk = next;
                read = following;
            }
            sendLast(command, stdin, chunk, 0);
        } catch (IOException broken) {
            if (!hasEnded(command)) {
                throw broken;
            }
        }
    }

    private static void sendLast(Command command, OutputStream stdin, byte[] chunk, int length) throws AlreadySent {
        try {
            stdin.write(chunk, 0, length);
            stdin.flush();
            stdin.close();
        } catch (IOException broken) {
            if (!hasEnded(command)) {
                throw new AlreadySent(broken);
            }
        }
    }

    /** One that ended without reading all of its input says itself why. Its streams close an instant before it counts as closed. */
    private static boolean hasEnded(Command command) {
        if (!command.isOpen()) {
            return true;
        }
        try {
            command.join(END_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ConnectionException broken) {
            return false;
        }
    }

    private static CommandResult answer(Call call, Command command, int limit) throws AlreadySent {
        OutputCapture out = new OutputCapture(limit, call.secrets());
        OutputCapture err = new OutputCapture(limit, call.secrets());
        FutureTask<Void> errors = new FutureTask<>(() -> {
            err.readAll(command.getErrorStream(), piece -> {});
            return null;
        });
        try {
            // Both at once: the streams share one window, so that the one nobody reads stops the other.
            Thread.ofVirtual().start(errors);
            out.readAll(command.getInputStream(), call.live());
            errors.get();
            command.join(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException broken) {
            throw new AlreadySent(broken);
        } catch (ExecutionException broken) {
            throw new AlreadySent(new IOException(broken.getCause()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AlreadySent(new IOException("stopped while reading the answer", stopped));
        }
        Integer exit = command.getExitStatus();
        if (exit != null) {
            return new CommandResult(exit, out.text(), err.text(), out.isCut());
        }
        if (command.getExitSignal() != null) {
            throw new RemoteException(
                    RemoteReason.COMMAND_KILLED,
                    "the command was ended by signal " + command.getExitSignal() + lastWords(err.text()));
        }
        throw new AlreadySent(new IOException("the channel closed without an exit status"));
    }

    private static String lastWords(String err) {
        List<String> lines = err.strip().lines().toList();
        return lines.isEmpty() || lines.getLast().isEmpty() ? "" : ": " + lines.getLast();
    }

    private static RemoteException tooLate(Call call) {
        return new RemoteException(
                RemoteReason.DEADLINE_EXCEEDED,
                "no end after " + call.deadline().toSeconds() + " s; the command may still run there");
    }

    private static RemoteException lost(Throwable cause) {
        return new RemoteException(
                RemoteReason.ANSWER_LOST,
                "the connection broke after the command was sent (" + cause.getMessage() + "); looking again will tell",
                cause);
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }

    /** The host may have done it. */
    private static final class AlreadySent extends Exception {

        private static final long serialVersionUID = 1;

        private final IOException broken;

        AlreadySent(IOException broken) {
            super(broken);
            this.broken = broken;
        }

        @Override
        public synchronized IOException getCause() {
            return broken;
        }
    }
}
