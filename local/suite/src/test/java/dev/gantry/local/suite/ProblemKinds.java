package dev.gantry.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of problem and the reasons of failure that stand in the sources, as rows of the page. */
final class ProblemKinds {
    // Problem.of(404, "host-not-found", "Host not known", ...   Problem.invalid("layout-invalid", "Layout not valid",
    // ...   HostProblems.invalid("host-invalid", "Host not valid", ...   throw invalid("group-invalid", "Group not
    // valid", ...
    private static final Pattern PROBLEM = Pattern.compile(
            "(?:Host)?Problems?\\.(of|invalid)\\(\\s*(?:(\\d+),\\s*)?\"([a-z0-9-]+)\",\\s*\"([^\"]*)\"");
    // ProblemException.unknown("image-not-found", "Image not known", ...
    private static final Pattern EXCEPTION = Pattern.compile(
            "ProblemException\\.(invalid|unknown|conflict|unavailable|tooLarge)\\(\\s*\"([a-z0-9-]+)\",\\s*\"([^\"]*)\"");
    // conflict(host, "host-retired", "Host retired", ...   new YamlReader("driver-catalog-invalid", "Driver catalogue
    // not
    // readable", ...
    private static final Pattern HELPER =
            Pattern.compile("(conflict|YamlReader)\\(\\s*(?:host,\\s*)?\"([a-z0-9-]+)\",\\s*\"([^\"]*)\"");
    // Problem.of(status, "bmc-refused", "Management controller refused", ...
    private static final Pattern SEVERAL =
            Pattern.compile("Problem\\.of\\(\\s*status,\\s*\"([a-z0-9-]+)\",\\s*\"([^\"]*)\"");
    private static final Map<String, String> STATUS = Map.of(
            "invalid",
            "422",
            "unknown",
            "404",
            "conflict",
            "409",
            "unavailable",
            "503",
            "tooLarge",
            "413",
            "YamlReader",
            "422");
    // RemoteException.retryable("fetch-failed", ...   Failure.lasting("blocked", ...   new Failure("timed-out", ...,
    // true)
    private static final Pattern REASON =
            Pattern.compile("(RemoteException\\.\\w+|Failure\\.lasting|new Failure)\\(\\s*\"([a-z0-9-]+)\",([^;]*);");
    // HOST_KEY_CHANGED(Retry.NEVER),
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z_]+)\\(Retry\\.(NEVER|LATER)\\)");

    private final SortedMap<String, SortedSet<String>> statuses = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> services = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> retries = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> tellers = new TreeMap<>();

    ProblemKinds(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> sources = all.filter(p -> p.toString().contains("src/main/java")
                            && p.toString().endsWith(".java"))
                    .toList();
            for (Path source : sources) {
                String module = root.relativize(source).getName(0).toString();
                read(
                        Files.readString(source),
                        module.equals("service-kit") ? "all" : module.replaceFirst("-service$", ""));
            }
        }
    }

    SortedSet<String> kinds() {
        return statuses.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A row each, by kind: {@code | `host-not-found` | 404 | Host not known | inventory |}. */
    String problems() {
        return statuses.keySet().stream()
                .map(key -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                key.substring(0, key.indexOf(' ')),
                                String.join(", ", statuses.get(key)),
                                key.substring(key.indexOf(' ') + 1),
                                String.join(", ", services.get(key))))
                .collect(Collectors.joining("\n"));
    }

    /** A row each, by reason: {@code | `ssh-refused` | yes | provisioner |}. */
    String reasons() {
        return retries.keySet().stream()
                .map(reason -> "| `%s` | %s | %s |"
                        .formatted(
                                reason,
                                String.join(" or ", retries.get(reason)),
                                String.join(", ", tellers.get(reason))))
                .collect(Collectors.joining("\n"));
    }

    private void read(String text, String service) {
        Matcher problem = PROBLEM.matcher(text);
        while (problem.find()) {
            String status = problem.group(2) == null ? "422" : problem.group(2);
            problem(problem.group(3) + " " + problem.group(4), status, service);
        }
        Matcher exception = EXCEPTION.matcher(text);
        while (exception.find()) {
            problem(exception.group(2) + " " + exception.group(3), STATUS.get(exception.group(1)), service);
        }
        Matcher helper = HELPER.matcher(text);
        while (helper.find()) {
            problem(helper.group(2) + " " + helper.group(3), STATUS.get(helper.group(1)), service);
        }
        SEVERAL.matcher(text)
                .results()
                .forEach(found -> problem(found.group(1) + " " + found.group(2), "several", service));
        REASON.matcher(text).results().forEach(found -> reason(found.group(2), mayHelp(found), service));
        CONSTANT.matcher(text).results().forEach(found -> {
            String reason = found.group(1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            reason(reason, found.group(2).equals("LATER") ? "yes" : "no", service);
        });
    }

    private static String mayHelp(MatchResult found) {
        boolean helps = found.group(1).endsWith("retryable")
                || found.group(1).equals("new Failure") && found.group(3).contains("true");
        return helps ? "yes" : "no";
    }

    private void problem(String key, String status, String service) {
        statuses.computeIfAbsent(key, k -> new TreeSet<>()).add(status);
        services.computeIfAbsent(key, k -> new TreeSet<>()).add(service);
    }

    private void reason(String reason, String retry, String service) {
        retries.computeIfAbsent(reason, k -> new TreeSet<>()).add(retry);
        tellers.computeIfAbsent(reason, k -> new TreeSet<>()).add(service);
    }
}
