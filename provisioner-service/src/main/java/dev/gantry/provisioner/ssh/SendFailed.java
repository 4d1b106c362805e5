package dev.gantry.provisioner.ssh;

import java.io.IOException;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** The connection broke before the host had the whole command: nothing was done there. */
final class SendFailed extends Exception {

    private static final long serialVersionUID = 1;

    SendFailed(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** The connection is well, but the host takes no further command on it now: sshd's MaxSessions is reached. */
    boolean isForWantOfRoom() {
        return getCause() instanceof OpenFailException;
    }
}
