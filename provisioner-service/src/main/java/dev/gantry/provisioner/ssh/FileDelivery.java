package dev.gantry.provisioner.ssh;

import dev.gantry.provisioner.model.script.Shell;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** Bytes, of a local file or a secret, that shall be on the host at {@code remotePath} (below {@code GANTRY_ROOT} where that is set), owned by root, exactly as they are. */
public record FileDelivery(SshHosts.Input bytes, String sha256, String remotePath, String mode, Duration deadline) {

    public FileDelivery(Path file, String sha256, String remotePath, String mode, Duration deadline) {
        this(() -> Files.newInputStream(file), sha256, remotePath, mode, deadline);
    }

    public static FileDelivery of(Secret secret, String remotePath, String mode, Duration deadline) {
        return new FileDelivery(
                () -> new ByteArrayInputStream(secret.bytes()), secret.sha256(), remotePath, mode, deadline);
    }

    private static final String SCRIPT = """
        R=${GANTRY_ROOT:-}
        path=$R$1 sum=$2 mode=$3
        sum_of() { sha256sum "$1" 2>/dev/null | cut -d' ' -f1; }
        if [ -f "$path" ] && [ "$(sum_of "$path")" = "$sum" ]; then chmod "$mode" "$path"; echo already; exit 0; fi
        mkdir -p "${path%/*}" || exit 73
        rm -f "$path".part-*
        part=$path.part-$$
        umask 077
        if ! cat >"$part"; then rm -f "$part"; exit 73; fi
        found=$(sum_of "$part")
        if [ "$found" != "$sum" ]; then rm -f "$part"; echo "found $found"; exit 74; fi
        chmod "$mode" "$part" && mv -f "$part" "$path" || { rm -f "$part"; exit 73; }
        echo delivered
        """;

    private static final String PROBE = "echo; [ -f \"${GANTRY_ROOT:-}$1\" ] && sha256sum \"${GANTRY_ROOT:-}$1\"";

    /** Exit 0 delivered or already there, 73 cannot be stored, 74 arrived damaged. The bytes come by stdin. */
    String command(String shell) {
        return asOneWord(shell, SCRIPT);
    }

    /** The host's copy is asked for first, so that gigabytes are not sent to be thrown away. */
    String probe(String shell) {
        return asOneWord(shell, PROBE);
    }

    /** What the probe prints may come after what the login prints. */
    boolean isTold(String probed) {
        return probed.lines().anyMatch(line -> line.startsWith(sha256));
    }

    /** The login shell need not be POSIX's: csh takes no line end within quotes and expands {@code !} there, so it sees none of it. */
    private String asOneWord(String shell, String script) {
        String whole = "set -- " + Shell.quote(remotePath) + " " + Shell.quote(sha256) + " " + Shell.quote(mode) + "\n"
                + script;
        return shell + " -c 'eval \"$(echo "
                + Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8)) + " | base64 -d)\"'";
    }
}
