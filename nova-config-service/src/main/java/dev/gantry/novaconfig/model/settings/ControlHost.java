package dev.gantry.novaconfig.model.settings;

import org.jspecify.annotations.Nullable;

/**
 * The machine that runs kayobe. {@code hostKey} is its pinned SHA-256 fingerprint; {@code keyPath} the private key file that logs in;
 * {@code command} a template in which {@code {hosts}} is replaced by the hosts' names, comma separated, quoted for the shell.
 */
public record ControlHost(
        String address,
        @Nullable Integer port,
        String user,
        String hostKey,
        String keyPath,
        @Nullable String command,
        @Nullable Integer timeoutMinutes) {

    /** The guide's command, limited to the hosts concerned. */
    public static final String USUAL_COMMAND = "kayobe overcloud service reconfigure -kt nova --kolla-limit {hosts}";

    private static final int SSH_PORT = 22;
    private static final int USUAL_TIMEOUT_MINUTES = 120;

    public int portOrDefault() {
        return port == null ? SSH_PORT : port;
    }

    public String commandOrDefault() {
        return command == null || command.isBlank() ? USUAL_COMMAND : command;
    }

    public int timeoutMinutesOrDefault() {
        return timeoutMinutes == null ? USUAL_TIMEOUT_MINUTES : timeoutMinutes;
    }
}
