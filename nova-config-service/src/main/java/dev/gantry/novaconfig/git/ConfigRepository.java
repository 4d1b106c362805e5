package dev.gantry.novaconfig.git;

import dev.gantry.git.GitAccess;
import dev.gantry.git.GitRemote;
import dev.gantry.git.RootCause;
import dev.gantry.git.TargetGuard;
import dev.gantry.novaconfig.git.PushResult.Committed;
import dev.gantry.novaconfig.git.PushResult.Conflicting;
import dev.gantry.novaconfig.git.PushResult.Failed;
import dev.gantry.novaconfig.git.PushResult.Unchanged;
import dev.gantry.novaconfig.model.device.HostDevices;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.settings.GitTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.InvalidRemoteException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * Brings files into a branch of a repository. Every attempt starts from what the remote has now, so that one after a failure or a
 * push of someone else's in between needs nothing to be undone. Commits only when bytes change.
 */
public final class ConfigRepository {

    /** What to write and how to say it. {@code files} are by path below the target's folder; {@code hosts} are those that they were made from. */
    public record Change(Map<String, String> files, List<HostDevices> hosts, String message) {
        public Change {
            files = Map.copyOf(files);
            hosts = List.copyOf(hosts);
        }
    }

    private static final int MOST_LINES = 20;

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
        try (GitAccess access = GitAccess.of(remote(target), "git.", TargetGuard.NONE);
                GitClone clone = GitClone.fresh(work, target, access)) {
            Git git = clone.git();
            ConfigFolderWriter folder = new ConfigFolderWriter(
                    git.getRepository().getWorkTree().toPath().resolve(target.folderOrDefault()));
            List<Finding> conflicts = folder.write(change.files(), change.hosts());
            if (!conflicts.isEmpty()) {
                return new Conflicting(conflicts);
            }
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            if (git.status().call().isClean()) {
                return clone.isBranchThere()
                        ? new Unchanged(head(git), folder.left())
                        : push(git, target, access, new Committed(head(git), List.of(), folder.left()));
            }
            RevCommit commit = commit(git, target, change.message());
            beforePush.run();
            return push(git, target, access, new Committed(commit.name(), folder.written(), folder.left()));
        } catch (GitAccess.UnreadableFile e) {
            return new Failed("settings-incomplete", String.valueOf(e.getMessage()));
        } catch (GitClone.NoBranch e) {
            return new Failed("branch-unknown", String.valueOf(e.getMessage()));
        } catch (TransportException | InvalidRemoteException e) {
            return new Failed("unreachable", target.url() + ": " + RootCause.of(e));
        } catch (GitAPIException | IOException e) {
            return new Failed("refused", target.url() + ": " + RootCause.of(e));
        }
    }

    private static GitRemote remote(GitTarget target) {
        return new GitRemote(target.url(), target.keyPath(), target.knownHosts(), target.tokenPath(), target.caPath());
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
                .setRemote(GitClone.REMOTE)
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
                    return new Failed(
                            behind ? "diverged" : "refused", target.url() + ": " + said(update, result.getMessages()));
                }
            }
        }
        return done;
    }

    /** What the protocol says, and the words of a hook on the server: {@code remote: only release managers push here}. */
    private static String said(RemoteRefUpdate update, String words) {
        String reason = update.getMessage() == null
                ? update.getStatus().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : update.getMessage();
        String hook = words.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .limit(MOST_LINES)
                .collect(Collectors.joining(" / "));
        return hook.isEmpty() ? reason : reason + "; the server says: " + hook;
    }

    private static String head(Git git) throws IOException {
        ObjectId head = git.getRepository().resolve(Constants.HEAD);
        return head == null ? "" : head.name();
    }
}
