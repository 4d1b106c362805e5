package dev.gantry.imagebuilder.dib;

import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.image.GitElements;
import dev.gantry.kit.client.OutgoingHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Git repositories with elements: which commit a branch or tag stands for, and that commit as a folder. */
public final class GitCheckouts {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(10);
    /** No questions, and no helper programs: {@code ext::sh -c ...} is a protocol to Git. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C", "GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh");

    private final GitAddresses addresses;
    private final Clock clock;
    private final Duration freshFor;
    private final Map<GitElements, Known> known = new ConcurrentHashMap<>();

    private record Known(String commit, Instant until) {}

    /**
     * @param http holds every hop against what may be called
     * @param freshFor how long the commit behind a moving name is believed
     */
    public GitCheckouts(OutgoingHttp http, Clock clock, Duration freshFor) {
        this.addresses = new GitAddresses(http);
        this.clock = clock;
        this.freshFor = freshFor;
    }

    /** The 40 digits of the commit. @throws RemoteException {@code git-refused}, {@code git-unreachable} or {@code git-version-unknown} */
    public String commit(GitElements elements) {
        if (elements.namesCommit()) {
            return elements.version();
        }
        Known remembered = known.get(elements);
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            return remembered.commit();
        }
        String commit = ask(elements);
        known.put(elements, new Known(commit, clock.instant().plus(freshFor)));
        return commit;
    }

    /** The repository at that commit, in a new folder. */
    public Path checkOut(GitElements elements, String commit, Path target) throws IOException {
        String address = addresses.resolve(elements);
        Files.createDirectories(target);
        git(List.of("init", "-q", "--", target.toString()), elements);
        String folder = target.toString();
        git(List.of("-C", folder, "remote", "add", "--", "origin", address), elements);
        ProgramRunner.Result shallow =
                run(FETCH_LIMIT, List.of("-C", folder, "fetch", "-q", "--depth", "1", "origin", commit));
        if (!shallow.isOk()) {
            // a server may refuse to give a commit by its number: then everything is fetched
            git(
                    List.of("-C", folder, "fetch", "-q", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*"),
                    elements);
        }
        git(List.of("-C", folder, "checkout", "-q", "--detach", commit), elements);
        return target;
    }

    private String ask(GitElements elements) {
        String version = elements.version();
        ProgramRunner.Result ran =
                run(LOOK_LIMIT, List.of("ls-remote", "--", addresses.resolve(elements), version, version + "^{}"));
        if (!ran.isOk()) {
            throw RemoteException.retryable("git-unreachable", "%s: %s".formatted(elements.repo(), ran.lastLine()));
        }
        // 2f1c…9a	refs/tags/v1.0^{} stands after refs/tags/v1.0 and is the commit itself
        return ran.output()
                .lines()
                .filter(line -> line.matches("[0-9a-f]{40}\\s.*"))
                .reduce((first, second) -> second.endsWith("^{}") ? second : first)
                .map(line -> line.substring(0, 40))
                .orElseThrow(() -> RemoteException.permanent(
                        "git-version-unknown", "%s has no branch or tag %s".formatted(elements.repo(), version)));
    }

    private static void git(List<String> arguments, GitElements elements) {
        ProgramRunner.Result ran = run(FETCH_LIMIT, arguments);
        if (!ran.isOk()) {
            throw RemoteException.retryable("git-unreachable", "%s: %s".formatted(elements.repo(), ran.lastLine()));
        }
    }

    private static ProgramRunner.Result run(Duration limit, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "advice.detachedHead=false", "-c", "http.followRedirects=false"));
        command.addAll(arguments);
        return ProgramRunner.run(limit, command, ENVIRONMENT);
    }
}
