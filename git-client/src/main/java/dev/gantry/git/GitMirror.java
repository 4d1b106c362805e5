package dev.gantry.git;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * The newest commits of one branch, in a bare repository of ours. Files are read out of it without a work tree: nothing is checked out, no
 * hook and no filter runs, and no link leads anywhere. One that is broken is made anew.
 */
public final class GitMirror implements AutoCloseable {

    private static final String REMOTE = "origin";
    private static final String BRANCHES = "refs/remotes/" + REMOTE + "/";
    private static final int SECONDS_WITHOUT_A_BYTE = 30;

    private final Git git;
    private final String branch;

    private GitMirror(Git git, String branch) {
        this.git = git;
        this.branch = branch;
    }

    /** What a file of a commit is. */
    public interface Visitor {

        /** Whether the bytes are wanted. */
        boolean takes(String path, long size);

        void file(String path, byte[] content);

        void symbolicLink(String path, String target);

        /** Whether more may come. */
        boolean hasRoom();
    }

    /**
     * Brings the mirror to what the branch is now.
     *
     * @param folder of this mirror alone; made when it is not there
     * @throws BranchUnknownException when the repository has no such branch
     * @throws GitAPIException when the repository is away, or refuses
     * @throws IOException when the folder cannot be used
     */
    public static GitMirror fetch(Path folder, GitRemote remote, String branch, GitAccess access, Duration within)
            throws BranchUnknownException, GitAPIException, IOException {
        Files.createDirectories(folder);
        StaleLocks.remove(folder);
        Map<String, ObjectId> heads = heads(remote, access);
        ObjectId newest = heads.get(branch);
        if (newest == null) {
            throw new BranchUnknownException(branch, List.copyOf(heads.keySet()));
        }
        Git git = Git.init()
                .setBare(true)
                .setDirectory(folder.toFile())
                .setInitialBranch(branch)
                .call();
        try {
            if (!newest.equals(git.getRepository().resolve(BRANCHES + branch))) {
                fetch(git, remote, branch, access, within);
            }
            return new GitMirror(git, branch);
        } catch (URISyntaxException e) {
            git.close();
            throw new IOException("not a repository address: " + remote.url(), e);
        } catch (GitAPIException | IOException e) {
            git.close();
            throw e;
        }
    }

    private static Map<String, ObjectId> heads(GitRemote remote, GitAccess access) throws GitAPIException {
        Map<String, ObjectId> heads = new TreeMap<>();
        for (Ref ref : Git.lsRemoteRepository()
                .setRemote(remote.url())
                .setHeads(true)
                .setTimeout(SECONDS_WITHOUT_A_BYTE)
                .setTransportConfigCallback(access)
                .setCredentialsProvider(access.credentials())
                .call()) {
            if (ref.getName().startsWith(Constants.R_HEADS)) {
                heads.put(ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId());
            }
        }
        return heads;
    }

    private static void fetch(Git git, GitRemote remote, String branch, GitAccess access, Duration within)
            throws GitAPIException, URISyntaxException, IOException {
        git.remoteSetUrl()
                .setRemoteName(REMOTE)
                .setRemoteUri(new URIish(remote.url()))
                .call();
        var fetched = git.fetch()
                .setRemote(REMOTE)
                .setRefSpecs(new RefSpec("+" + Constants.R_HEADS + branch + ":" + BRANCHES + branch))
                .setTimeout(SECONDS_WITHOUT_A_BYTE)
                .setProgressMonitor(new DeadlineMonitor(within))
                .setTransportConfigCallback(access)
                .setCredentialsProvider(access.credentials())
                .call();
        for (TrackingRefUpdate update : fetched.getTrackingRefUpdates()) {
            switch (update.getResult()) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
                default -> throw new IOException("branch " + branch + " could not be stored: " + update.getResult());
            }
        }
    }

    public Commit newest() throws IOException {
        try (RevWalk walk = new RevWalk(git.getRepository())) {
            return Commit.of(walk.parseCommit(tip()));
        }
    }

    private ObjectId tip() throws IOException {
        ObjectId tip = git.getRepository().resolve(BRANCHES + branch);
        if (tip == null) {
            throw new IOException("branch " + branch + " is not in the mirror");
        }
        return tip;
    }

    /** Whether the branch's history holds that commit. */
    public boolean contains(String commit) throws IOException {
        try (RevWalk walk = new RevWalk(git.getRepository())) {
            return walk.isMergedInto(walk.parseCommit(ObjectId.fromString(commit)), walk.parseCommit(tip()));
        } catch (MissingObjectException e) {
            return false;
        }
    }

    /**
     * The line of first parents after a commit up to the newest, oldest first: a merge stands for what it merged. Empty when it is longer
     * than {@code most} or does not lead to that commit.
     */
    public Optional<List<Commit>> since(String commit, int most) throws IOException {
        Deque<Commit> line = new ArrayDeque<>();
        try (RevWalk walk = new RevWalk(git.getRepository())) {
            RevCommit at = walk.parseCommit(tip());
            while (!at.name().equals(commit)) {
                line.addFirst(Commit.of(at));
                if (line.size() > most || at.getParentCount() == 0) {
                    return Optional.empty();
                }
                at = walk.parseCommit(at.getParent(0));
            }
        }
        return Optional.of(new ArrayList<>(line));
    }

    /** Hands over the files below a folder of a commit, by their paths in it. False when the commit has no such folder. */
    public boolean read(String commit, String folder, Visitor visitor) throws IOException {
        try (RevWalk walk = new RevWalk(git.getRepository());
                ObjectReader reader = git.getRepository().newObjectReader();
                TreeWalk tree = new TreeWalk(reader)) {
            ObjectId root = walk.parseCommit(ObjectId.fromString(commit)).getTree();
            ObjectId below = folder.isEmpty() ? root : below(reader, root, folder);
            if (below == null) {
                return false;
            }
            tree.addTree(below);
            tree.setRecursive(true);
            while (visitor.hasRoom() && tree.next()) {
                hand(tree, reader, visitor);
            }
            return true;
        }
    }

    private static @Nullable ObjectId below(ObjectReader reader, ObjectId root, String folder) throws IOException {
        try (TreeWalk at = TreeWalk.forPath(reader, folder, root)) {
            return at != null && at.isSubtree() ? at.getObjectId(0) : null;
        }
    }

    private static void hand(TreeWalk tree, ObjectReader reader, Visitor visitor) throws IOException {
        FileMode mode = tree.getFileMode(0);
        ObjectId id = tree.getObjectId(0);
        String path = tree.getPathString();
        if (mode.equals(FileMode.SYMLINK)) {
            byte[] target = reader.open(id, Constants.OBJ_BLOB).getBytes();
            visitor.symbolicLink(path, new String(target, StandardCharsets.UTF_8));
        } else if ((mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE
                && visitor.takes(path, reader.getObjectSize(id, Constants.OBJ_BLOB))) {
            visitor.file(path, reader.open(id, Constants.OBJ_BLOB).getBytes());
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
