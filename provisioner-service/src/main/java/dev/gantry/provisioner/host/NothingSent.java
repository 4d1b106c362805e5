package dev.gantry.provisioner.host;

import java.io.IOException;

/** The connection broke before the host had the whole command: nothing was done there. */
final class NothingSent extends Exception {

    private static final long serialVersionUID = 1;

    NothingSent(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
