package dev.gantry.provisioner.guest.flow;

import dev.gantry.kit.client.FailureDescription;
import dev.gantry.kit.licence.TokenText;
import dev.gantry.provisioner.model.remote.RemoteException;
import dev.gantry.provisioner.model.remote.RemoteReason;
import dev.gantry.provisioner.ssh.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/** The folder where an operator puts licence tokens, each a file that is read when it is needed and kept nowhere else. */
public record TokenFolder(Path folder) {

    private static final long LIMIT = 64 * 1024;
    private static final Pattern LAST_NEWLINE = Pattern.compile("\\r?\\n\\z");

    /**
     * The token without the newline that an editor leaves at its end.
     *
     * @throws RemoteException with {@link RemoteReason#TOKEN_UNUSABLE} when it cannot be read, is no token, or has expired
     */
    public Secret token(String file, Instant now) {
        Path path = folder.resolve(file);
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > LIMIT) {
                throw unusable(file, "is not there; put it into " + folder + " with mode 0600");
            }
            String token = LAST_NEWLINE.matcher(Files.readString(path)).replaceFirst("");
            TokenText text = TokenText.read(token);
            if (!text.flaws().isEmpty()) {
                throw unusable(
                        file,
                        "is no client configuration token: " + text.flaws().getFirst()
                                + "; copied text can be cut off and hold invisible characters, so use the file as"
                                + " downloaded");
            }
            if (text.hasExpired(now)) {
                throw unusable(file, "expired at " + text.expiresAt() + "; generate a new one in the licence portal");
            }
            return new Secret(token);
        } catch (IOException unreadable) {
            throw unusable(file, "cannot be read: " + FailureDescription.of(unreadable));
        }
    }

    private static RemoteException unusable(String file, String why) {
        return new RemoteException(RemoteReason.TOKEN_UNUSABLE, "licence token " + file + " " + why);
    }
}
