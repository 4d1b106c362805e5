package dev.gantry.git;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/** Accepts the keys that the file of known hosts gives for an address, and no other. */
final class KnownHostsFile implements ServerKeyDatabase {

    private final @Nullable File file;

    KnownHostsFile(@Nullable File file) {
        this.file = file;
    }

    @Override
    public List<PublicKey> lookup(String connectAddress, InetSocketAddress remote, Configuration config) {
        List<PublicKey> keys = new ArrayList<>();
        if (file == null || !file.isFile()) {
            return keys;
        }
        SshdSocketAddress address = SshdSocketAddress.toSshdSocketAddress(remote);
        try {
            for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file.toPath())) {
                boolean fits = entry.isHostMatch(address.getHostName(), address.getPort())
                        || entry.isHostMatch(connectAddress.replaceAll("^\\[|\\]:\\d+$|:\\d+$", ""), address.getPort());
                if (fits && entry.getKeyEntry() != null) {
                    keys.add(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            keys.clear();
        }
        return keys;
    }

    @Override
    public boolean accept(
            String connectAddress,
            InetSocketAddress remote,
            PublicKey serverKey,
            Configuration config,
            @Nullable CredentialsProvider provider) {
        return lookup(connectAddress, remote, config).stream().anyMatch(k -> KeyUtils.compareKeys(k, serverKey));
    }
}
