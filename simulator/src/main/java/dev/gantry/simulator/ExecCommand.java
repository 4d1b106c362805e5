package dev.gantry.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One exec of an SSH session: a real process with its input, output, errors and exit status. */
final class ExecCommand implements Command {
    private static final int PIPE_SECONDS = 5;

    private final String command;
    private final HostShell shell;
    private final ConnectionFault fault;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private @Nullable OutputStream errors;
    private @Nullable ExitCallback exit;
    private volatile @Nullable Process process;

    ExecCommand(String command, HostShell shell, ConnectionFault fault) {
        this.command = command;
        this.shell = shell;
        this.fault = fault;
    }

    /** How the connection fares around a command. */
    enum ConnectionFault {
        ANSWERED,
        CUT_BEFORE_EFFECT,
        CUT_AFTER_EFFECT
    }

    @Override
    public void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        output = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment env) throws IOException {
        if (fault == ConnectionFault.CUT_BEFORE_EFFECT) {
            channel.getSession().close(true);
            return;
        }
        Process started = shell.start(command);
        process = started;
        Thread.ofVirtual().name("stdin").start(() -> feed(started));
        Thread.ofVirtual().name("exec").start(() -> answer(started, channel));
    }

    @Override
    public void destroy(ChannelSession channel) {
        Process running = process;
        // With the effect promised, the cut must not stop what causes it.
        if (running != null && fault != ConnectionFault.CUT_AFTER_EFFECT) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    private void feed(Process running) {
        InputStream from = input;
        try (OutputStream to = running.getOutputStream()) {
            if (from != null) {
                copy(from, to);
            }
        } catch (IOException e) {
            // The command ended or the client left before all input was read: its exit status tells.
            return;
        }
    }

    private void answer(Process running, ChannelSession channel) {
        Thread out = Thread.ofVirtual().start(() -> drain(running.getInputStream(), output));
        Thread err = Thread.ofVirtual().start(() -> drain(running.getErrorStream(), errors));
        try {
            int code = running.waitFor();
            // What it left running in the background may hold its pipes for ever.
            out.join(TimeUnit.SECONDS.toMillis(PIPE_SECONDS));
            err.join(TimeUnit.SECONDS.toMillis(PIPE_SECONDS));
            if (fault == ConnectionFault.CUT_AFTER_EFFECT) {
                channel.getSession().close(true);
            } else if (exit != null) {
                exit.onExit(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(InputStream from, @Nullable OutputStream to) {
        try {
            copy(from, fault == ConnectionFault.CUT_AFTER_EFFECT || to == null ? OutputStream.nullOutputStream() : to);
        } catch (IOException e) {
            // The client left; the process is ended by destroy.
            return;
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }
}
