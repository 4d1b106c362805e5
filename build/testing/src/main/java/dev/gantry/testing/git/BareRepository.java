package dev.gantry.testing.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A real bare repository with one commit, as an operator's server would hold the kayobe configuration. */
public final class BareRepository {

    private final Path folder;
    private final Path scratch;

    public BareRepository(Path base) throws GitAPIException, IOException {
        folder = base.resolve("kayobe-config.git");
        scratch = base.resolve("operator");
        Git.init()
                .setBare(true)
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()
                .close();
        commit("first", Map.of("README.rst", "kayobe-config\n"));
    }

    /** What a branch points to. */
    public RevCommit branch(String name) throws IOException {
        try (Repository repo = Git.open(folder.toFile()).getRepository();
                RevWalk walk = new RevWalk(repo)) {
            return walk.parseCommit(repo.resolve("refs/heads/" + name));
        }
    }

    public Path folder() {
        return folder;
    }

    public String url() {
        return "file://" + folder;
    }

    /** The operator pushes something of their own. */
    public void commit(String message, Map<String, String> files) throws GitAPIException, IOException {
        boolean known = Files.exists(scratch);
        Git git = known
                ? Git.open(scratch.toFile())
                : Git.cloneRepository()
                        .setURI(url())
                        .setDirectory(scratch.toFile())
                        .call();
        try (git) {
            if (known) {
                git.fetch().call();
                git.reset()
                        .setMode(org.eclipse.jgit.api.ResetCommand.ResetType.HARD)
                        .setRef("origin/main")
                        .call();
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = scratch.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            git.add().addFilepattern(".").call();
            git.commit()
                    .setAuthor("Operator", "operator@example.org")
                    .setCommitter("Operator", "operator@example.org")
                    .setMessage(message)
                    .setSign(false)
                    .call();
            git.push().add("HEAD:refs/heads/main").call();
        }
    }

    public RevCommit head() throws IOException {
        try (Repository repo = Git.open(folder.toFile()).getRepository();
                RevWalk walk = new RevWalk(repo)) {
            return walk.parseCommit(repo.resolve("refs/heads/main"));
        }
    }

    public Optional<String> read(String path) throws IOException {
        try (Repository repo = Git.open(folder.toFile()).getRepository();
                RevWalk walk = new RevWalk(repo);
                TreeWalk tree = TreeWalk.forPath(
                        repo,
                        path,
                        walk.parseCommit(repo.resolve("refs/heads/main")).getTree())) {
            if (tree == null) {
                return Optional.empty();
            }
            ObjectId blob = tree.getObjectId(0);
            return Optional.of(new String(repo.open(blob).getBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
