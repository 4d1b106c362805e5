package dev.gantry.provisioner.host;

import dev.gantry.provisioner.model.guest.LicenceTokenText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The folder where an operator puts licence tokens, each a file that is read when it is needed and kept nowhere else. */
public record SecretFolder(Path folder) {

    private static final long LIMIT = 64 * 1024;

    /**
     * The token without the newline that an editor leaves at its end.
     *
     * @throws HostFailure with {@link HostTrouble#TOKEN_UNUSABLE} when it cannot be read, is no token, or has expired
     */
    public Secret token(String file, Instant now) {
        Path path = folder.resolve(file);
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > LIMIT) {
                throw unusable(file, "is not there; put it into " + folder + " with mode 0600");
            }
            String text = Files.readString(path);
            LicenceTokenText.flaw(text, now).ifPresent(flaw -> {
                throw unusable(file, flaw);
            });
            return new Secret(LicenceTokenText.withoutLastNewline(text));
        } catch (IOException unreadable) {
            throw unusable(file, "cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    private static HostFailure unusable(String file, String why) {
        return new HostFailure(HostTrouble.TOKEN_UNUSABLE, "licence token " + file + " " + why);
    }
}
