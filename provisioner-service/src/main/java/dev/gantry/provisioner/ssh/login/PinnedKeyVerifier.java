package dev.gantry.provisioner.ssh.login;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Believes exactly one host key, by its SHA-256 fingerprint, and remembers what was shown instead. */
public final class PinnedKeyVerifier implements HostKeyVerifier {

    private final String pinned;
    private final List<String> algorithms;
    private final List<String> shown = new ArrayList<>();

    /** {@code algorithms} are asked for first: a host has a key of each kind and only one of them is pinned. */
    public PinnedKeyVerifier(String pinned, List<String> algorithms) {
        this.pinned = pinned;
        this.algorithms = List.copyOf(algorithms);
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        String fingerprint = fingerprint(key);
        if (fingerprint.equals(withoutPadding(pinned))) {
            return true;
        }
        shown.add(fingerprint);
        return false;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return algorithms;
    }

    /** Empty when no other key than the pinned one was shown. */
    List<String> shownInstead() {
        return List.copyOf(shown);
    }

    /** As {@code ssh-keygen -l} prints it, e.g. {@code SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8}. */
    static String fingerprint(PublicKey key) {
        byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String withoutPadding(String fingerprint) {
        String trimmed = fingerprint.strip();
        return trimmed.endsWith("=") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    }
}
