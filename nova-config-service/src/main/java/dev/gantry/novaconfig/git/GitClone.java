package dev.gantry.novaconfig.git;

import dev.gantry.git.GitAccess;
import dev.gantry.git.StaleLocks;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.settings.GitTarget;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** A clone of ours at what the remote branch holds now. A branch that is not there yet starts from the remote's default branch. */
final class GitClone implements AutoCloseable {

    static final String REMOTE = "origin";

    private static final String BRANCHES = "refs/remotes/" + REMOTE + "/";

    private final Git git;
    private final boolean branchThere;

    private GitClone(Git git, boolean branchThere) {
        this.git = git;
        this.branchThere = branchThere;
    }

    /** The remote has branches, but neither the one that is asked for nor a default one. */
    static final class NoBranch extends IOException {
        private static final long serialVersionUID = 1L;

        NoBranch(String message) {
            super(message);
        }
    }

    /** @param work a folder of ours; clones live below it */
    static GitClone fresh(Path work, GitTarget target, GitAccess access) throws GitAPIException, IOException {
        Path folder = work.resolve(Revision.digest(Map.of("url", target.url())).substring(0, 16));
        Files.createDirectories(folder);
        StaleLocks.remove(folder);
        String branch = target.branchOrDefault();
        Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch(branch)
                .call();
        try {
            FetchResult fetched = fetch(git, target, access);
            git.getRepository().updateRef(Constants.HEAD, false).link(Constants.R_HEADS + branch);
            ObjectId remote = git.getRepository().resolve(BRANCHES + branch);
            ObjectId from = remote == null ? defaultBranch(git, fetched, target) : remote;
            if (from != null) {
                git.reset().setMode(ResetType.HARD).setRef(from.name()).call();
                git.clean()
                        .setCleanDirectories(true)
                        .setForce(true)
                        .setIgnore(false)
                        .call();
            }
            return new GitClone(git, remote != null || from == null);
        } catch (URISyntaxException e) {
            git.close();
            throw new IOException("not a repository address: " + target.url(), e);
        } catch (GitAPIException | IOException e) {
            git.close();
            throw e;
        }
    }

    private static FetchResult fetch(Git git, GitTarget target, GitAccess access)
            throws GitAPIException, URISyntaxException {
        git.remoteAdd().setName(REMOTE).setUri(new URIish(target.url())).call();
        return git.fetch()
                .setRemote(REMOTE)
                .setRefSpecs(new RefSpec("+refs/heads/*:" + BRANCHES + "*"))
                .setRemoveDeletedRefs(true)
                .setTransportConfigCallback(access)
                .setCredentialsProvider(access.credentials())
                .call();
    }

    /** Null for a remote that is empty: there a first commit without a parent is right. */
    private static @Nullable ObjectId defaultBranch(Git git, FetchResult fetched, GitTarget target) throws IOException {
        Ref head = fetched.getAdvertisedRef(Constants.HEAD);
        if (head != null && head.getObjectId() != null) {
            return head.getObjectId();
        }
        List<String> there = git.getRepository().getRefDatabase().getRefsByPrefix(BRANCHES).stream()
                .map(ref -> ref.getName().substring(BRANCHES.length()))
                .toList();
        if (!there.isEmpty()) {
            throw new NoBranch(target.url() + " has neither branch " + target.branchOrDefault()
                    + " nor a default branch to start it from; it has " + there
                    + ". Create the branch there, or correct git.branch");
        }
        return null;
    }

    Git git() {
        return git;
    }

    /** Whether the remote has the branch, or is empty so that the first push makes it. */
    boolean isBranchThere() {
        return branchThere;
    }

    @Override
    public void close() {
        git.close();
    }
}
