package dev.gantry.testing.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that no system trusts, made by the JDK's keytool.
 *
 * @param keys PKCS12 file with the key, opened by {@link #PASSWORD}
 * @param pem what a client has to be given to trust it
 * @param server what a server needs
 * @param fingerprint SHA-256 of it in lower-case hex
 */
public record SelfSignedCertificate(Path keys, Path pem, SSLContext server, String fingerprint) {

    public static final String PASSWORD = "changeit";

    public static SelfSignedCertificate in(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        return in(folder, "server");
    }

    /** @param name of its two files */
    public static SelfSignedCertificate in(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Path pem = folder.resolve(name + ".pem");
        List<String> generate = new ArrayList<>(List.of("-genkeypair", "-alias", "server", "-keyalg", "EC"));
        Collections.addAll(generate, "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12");
        keytool(store, generate);
        keytool(store, List.of("-exportcert", "-rfc", "-alias", "server", "-file", pem.toString()));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(keys.getCertificate("server").getEncoded());
        return new SelfSignedCertificate(store, pem, context, HexFormat.of().formatHex(digest));
    }

    private static void keytool(Path store, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Collections.addAll(command, "-keystore", store.toString(), "-storepass", PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
