package dev.gantry.imagebuilder.flow.licence;

import dev.gantry.imagebuilder.ImageBuilderSettings;
import dev.gantry.imagebuilder.keys.AnsibleVault;
import dev.gantry.imagebuilder.keys.SealedBox;
import dev.gantry.imagebuilder.keys.TokenReader;
import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.imagebuilder.model.licence.InvisibleCharacters;
import dev.gantry.imagebuilder.model.licence.LicenceToken;
import dev.gantry.imagebuilder.store.licence.TokenRepository;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Stores a licence token: cleaned, read, sealed. The same name again rotates it. */
@ApplicationScoped
public class UploadToken {

    private final TokenRepository tokens;
    private final SealedBox box;
    private final ImageBuilderSettings settings;
    private final Clock clock;

    UploadToken(TokenRepository tokens, SealedBox box, ImageBuilderSettings settings, Clock clock) {
        this.tokens = tokens;
        this.box = box;
        this.settings = settings;
        this.clock = clock;
    }

    /** The same token again changes nothing. */
    @Transactional
    public LicenceToken take(String name, byte[] given, InvisibleCharacters.Handling invisible) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw ProblemException.invalid(
                    "token-name-malformed",
                    "Token name not usable",
                    new Violation("name", name, "letters, digits, dot, dash and underscore", "Choose another name"));
        }
        String token = TokenReader.clean(openVault(given), invisible);
        LicenceToken read = TokenReader.read(name, token, clock.instant());
        Optional<LicenceToken> known = tokens.current(name);
        if (known.isPresent() && known.get().fingerprint().equals(read.fingerprint())) {
            return known.get();
        }
        tokens.replace(read, box.seal(token.getBytes(StandardCharsets.US_ASCII), name));
        Log.infof(
                "licence token uploaded token=%s fingerprint=%s expires=%s",
                name, read.fingerprint(), read.expiresAt());
        return read;
    }

    private String openVault(byte[] given) {
        String text = decode(given);
        if (!AnsibleVault.isVault(text)) {
            return text;
        }
        String password = settings.tokens()
                .vaultPassword()
                .orElseThrow(() -> ProblemException.invalid(
                        "vault-password-missing",
                        "Vault password not set",
                        new Violation(
                                "body",
                                "a file sealed with ansible-vault",
                                "gantry.image-builder.tokens.vault-password",
                                "Set it, or send the token itself")));
        return decode(AnsibleVault.open(text, password));
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid(
                    "token-malformed",
                    "Not a licence token",
                    new Violation(
                            "body",
                            "bytes that are not UTF-8",
                            "plain text",
                            "Send the .tok file as it was downloaded"));
        }
    }
}
