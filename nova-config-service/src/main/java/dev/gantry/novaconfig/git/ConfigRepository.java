package dev.gantry.novaconfig.git;

import dev.gantry.novaconfig.git.PushResult.Committed;
import dev.gantry.novaconfig.git.PushResult.Conflicting;
import dev.gantry.novaconfig.git.PushResult.Failed;
import dev.gantry.novaconfig.git.PushResult.Unchanged;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.publish.Revision;
import dev.gantry.novaconfig.model.settings.GitTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.InvalidRemoteException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.URIish;

/**
 * Brings files into a branch of a repository. Every attempt starts from what the remote has now, so that one after a failure or a
 * push of someone else's in between needs nothing to be undone. Commits only when bytes change.
 */
public final class ConfigRepository {

    /** What to write and how to say it. {@code files} are by path below the target's folder. */
    public record Change(Map<String, String> files, String message) {}

    private static final String REMOTE = "origin";

    private final Path work;
    private final Runnable beforePush;

    /** @param work a folder of ours; clones live below it */
    public ConfigRepository(Path work) {
        this(work, () -> {});
    }

    ConfigRepository(Path work, Runnable beforePush) {
        this.work = work;
        this.beforePush = beforePush;
    }

    public PushResult publish(GitTarget target, Change change) {
        try (GitAccess access = GitAccess.of(target);
                Git git = fresh(target, access)) {
            ConfigFolderWriter folder = new ConfigFolderWriter(
                    git.getRepository().getWorkTree().toPath().resolve(target.folderOrDefault()));
            List<Finding> conflicts = folder.write(change.files());
            if (!conflicts.isEmpty()) {
                return new Conflicting(conflicts);
            }
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            if (git.status().call().isClean()) {
                return new Unchanged(head(git), folder.left());
            }
            RevCommit commit = commit(git, target, change.message());
            beforePush.run();
            return push(git, target, access, new Committed(commit.name(), folder.written(), folder.left()));
        } catch (TransportException | InvalidRemoteException e) {
            return new Failed("unreachable", target.url() + ": " + RootCause.of(e));
        } catch (GitAPIException | IOException e) {
            return new Failed("refused", target.url() + ": " + RootCause.of(e));
        }
    }

    /** The clone, at what the remote branch holds now; without a commit when the branch is not there yet. */
    private Git fresh(GitTarget target, GitAccess access) throws GitAPIException, IOException {
        Path clone = work.resolve(Revision.digest(Map.of("url", target.url())).substring(0, 16));
        Files.createDirectories(clone);
        Git git = Git.init()
                .setDirectory(clone.toFile())
                .setInitialBranch(target.branchOrDefault())
                .call();
        try {
            git.remoteAdd().setName(REMOTE).setUri(new URIish(target.url())).call();
            String branch = target.branchOrDefault();
            git.fetch()
                    .setRemote(REMOTE)
                    .setRefSpecs(new RefSpec("+refs/heads/*:refs/remotes/" + REMOTE + "/*"))
                    .setRemoveDeletedRefs(true)
                    .setTransportConfigCallback(access)
                    .setCredentialsProvider(access.credentials())
                    .call();
            git.getRepository().updateRef(Constants.HEAD, false).link(Constants.R_HEADS + branch);
            ObjectId remote = git.getRepository().resolve("refs/remotes/" + REMOTE + "/" + branch);
            if (remote != null) {
                git.reset().setMode(ResetType.HARD).setRef(remote.name()).call();
                git.clean()
                        .setCleanDirectories(true)
                        .setForce(true)
                        .setIgnore(false)
                        .call();
            }
            return git;
        } catch (java.net.URISyntaxException e) {
            git.close();
            throw new IOException("not a repository address: " + target.url(), e);
        } catch (GitAPIException | IOException e) {
            git.close();
            throw e;
        }
    }

    private static RevCommit commit(Git git, GitTarget target, String message) throws GitAPIException {
        PersonIdent author = new PersonIdent(target.authorNameOrDefault(), target.authorEmailOrDefault());
        String signed = message.stripTrailing() + "\n\nSigned-off-by: " + author.getName() + " <"
                + author.getEmailAddress() + ">\n";
        return git.commit()
                .setAuthor(author)
                .setCommitter(author)
                .setMessage(signed)
                .setSign(false)
                .setNoVerify(true)
                .call();
    }

    private static PushResult push(Git git, GitTarget target, GitAccess access, Committed done) throws GitAPIException {
        RefSpec spec = new RefSpec("HEAD:" + Constants.R_HEADS + target.branchOrDefault());
        var results = git.push()
                .setRemote(REMOTE)
                .setRefSpecs(spec)
                .setTransportConfigCallback(access)
                .setCredentialsProvider(access.credentials())
                .call();
        for (var result : results) {
            for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                RemoteRefUpdate.Status status = update.getStatus();
                boolean good = status == RemoteRefUpdate.Status.OK || status == RemoteRefUpdate.Status.UP_TO_DATE;
                boolean behind = status == RemoteRefUpdate.Status.REJECTED_NONFASTFORWARD
                        || status == RemoteRefUpdate.Status.REJECTED_REMOTE_CHANGED;
                if (!good) {
                    String said = String.join(" ", Arrays.asList(status.name(), String.valueOf(update.getMessage())));
                    return new Failed(behind ? "diverged" : "refused", target.url() + ": " + said);
                }
            }
        }
        return done;
    }

    private static String head(Git git) throws IOException {
        ObjectId head = git.getRepository().resolve(Constants.HEAD);
        return head == null ? "" : head.name();
    }
}
