package dev.gantry.git;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** A token for one server: a server that a redirect leads to does not get it. */
final class HostCredentials extends UsernamePasswordCredentialsProvider {

    private final URIish repository;

    HostCredentials(URIish repository, String token) {
        super("token", token);
        this.repository = repository;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        boolean isSame = String.valueOf(repository.getHost()).equalsIgnoreCase(String.valueOf(uri.getHost()))
                && repository.getPort() == uri.getPort()
                && (repository.getScheme().equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        return isSame && super.get(uri, items);
    }
}
