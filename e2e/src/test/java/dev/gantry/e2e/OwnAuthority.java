package dev.gantry.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A certificate for 127.0.0.1 that no system trusts, made by the JDK's keytool; {@code pem} is what a client has to be given. */
record OwnAuthority(Path keys, Path pem) {

    private static final String PASSWORD = "changeit";

    static OwnAuthority in(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("server.p12");
        Path pem = folder.resolve("authority.pem");
        keytool(
                keys,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        keytool(keys, "-exportcert", "-rfc", "-alias", "server", "-file", pem.toString());
        return new OwnAuthority(keys, pem);
    }

    /** Kafka's settings of a server that has it. */
    Map<String, String> ofAServer() {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                pem.toString());
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Collections.addAll(command, arguments);
        Collections.addAll(command, "-keystore", store.toString(), "-storepass", PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
