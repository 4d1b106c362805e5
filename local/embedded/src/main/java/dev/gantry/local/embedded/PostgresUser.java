package dev.gantry.local.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** As whom PostgreSQL runs: it refuses root, so root, who is all there is in a container, lends it another user. */
enum PostgresUser {
    /** Whoever we are. */
    SAME(List.of()),
    /** Root without its name: in a user namespace of its own the server is nobody, its files are still root's. */
    NAMESPACE(List.of("unshare", "--user")),
    /**
     * Nobody, who may still pass through folders that only root may enter. Without {@code no_setuid_fixup} the kernel
     * forgets that right in access(2), by which PostgreSQL looks for its programs (man 7 capabilities).
     */
    NOBODY(List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--securebits=+no_setuid_fixup",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override"));

    private static final int NOBODY_ID = 65534;
    private static final int TRY_SECONDS = 20;

    private final List<String> prefix;

    PostgresUser(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The first that works on this machine. Throws {@link IllegalStateException} when none does. */
    static PostgresUser choose(Path postgres) {
        return choose(new UnixSystem().getUid(), postgres);
    }

    static PostgresUser choose(long uid, Path postgres) {
        if (uid != 0) {
            return SAME;
        }
        return Stream.of(NAMESPACE, NOBODY)
                .filter(user -> user.canRun(postgres))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL refuses to run as root, and root can neither"
                        + " make a user namespace (unshare) nor become another user (setpriv) here;"
                        + " run ./gantry as an ordinary user"));
    }

    /** The command line as this user. */
    List<String> as(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Gives the folder, and what is in it, to this user. */
    void own(Path folder) throws IOException {
        if (this != NOBODY) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private boolean canRun(Path postgres) {
        List<String> command =
                as(List.of("sh", "-c", "test \"$(id -u)\" != 0 && exec \"$0\" --version", postgres.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(TRY_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // the tool is not there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while trying " + command.getFirst(), e);
        }
    }
}
