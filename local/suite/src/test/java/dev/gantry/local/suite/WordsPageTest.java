package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.contracts.EventType;
import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each term of the API, the events, the states and the flags stands in the page of words. */
class WordsPageTest {
    private static final Path ROOT = SuiteFolder.find().checkout();
    private static final Path MODEL = ROOT.resolve("inventory-service/src/main/java/dev/gantry/inventory/model");
    //   /v1/hosts/{name}/confirm-drained:
    private static final Pattern PATH = Pattern.compile("(?m)^  /v1/(\\S+):$");
    //       operationId: approvePlan
    private static final Pattern OPERATION = Pattern.compile("(?m)^      operationId: (\\w+)$");
    private static final Set<String> PLAIN = Set.of(
            "get",
            "list",
            "put",
            "delete",
            "head",
            "forget",
            "register",
            "request",
            "start",
            "follow",
            "export",
            "again",
            "back");
    private static final Pattern STATE_TABLE =
            Pattern.compile("[a-z-]+-service/src/main/java/.*/model/.*(State|StepOutcome)\\.java");
    //     NEEDS_HOST_KEY,      ENROLLED(Kind.RESTING, "known, not yet inspected"),
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z][A-Z_]+)[,;(]");

    @Test
    void pathsOfTheApi() throws IOException {
        SortedSet<String> terms = new TreeSet<>();
        for (String service : List.of("inventory", "provisioner", "nova-config", "image-builder")) {
            Matcher paths = PATH.matcher(Files.readString(ROOT.resolve("docs/openapi/" + service + ".yaml")));
            while (paths.find()) {
                // images.yaml is the images in another form
                Stream.of(paths.group(1).split("/"))
                        .filter(part -> !part.startsWith("{"))
                        .map(part -> part.replaceFirst("\\.\\w+$", ""))
                        .forEach(terms::add);
            }
        }
        assertKnown(terms);
    }

    /** `confirmDrained` is two words; how a thing is read or listed needs no entry. */
    @Test
    void operationsOfTheApi() throws IOException {
        SortedSet<String> terms = new TreeSet<>();
        for (String service : List.of("inventory", "provisioner", "nova-config", "image-builder")) {
            Matcher operations = OPERATION.matcher(Files.readString(ROOT.resolve("docs/openapi/" + service + ".yaml")));
            while (operations.find()) {
                Stream.of(operations.group(1).split("(?=[A-Z])"))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .filter(word -> !PLAIN.contains(word))
                        .forEach(terms::add);
            }
        }
        assertThat(terms).contains("approve", "reconfiguration");
        assertKnown(terms);
    }

    @Test
    void factsOfTheEvents() throws IOException {
        SortedSet<String> terms = new TreeSet<>();
        for (EventType type : EventType.values()) {
            // dev.gantry.host.inspection-failed.v1
            terms.addAll(List.of(type.type().split("\\.")).subList(2, 4));
        }
        assertKnown(terms);
    }

    /** Each enum in a service whose name says that it is a state: of a run, a revision, a build. */
    @Test
    void statesOfAllKinds() throws IOException {
        SortedSet<String> terms = new TreeSet<>();
        for (Path table : stateTables()) {
            Matcher constants = CONSTANT.matcher(Files.readString(table));
            while (constants.find()) {
                terms.add(constants.group(1));
            }
        }
        assertThat(terms).contains("QUEUED", "HELD");
        assertKnown(terms);
    }

    private static List<Path> stateTables() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 14)) {
            return files.filter(file -> STATE_TABLE
                            .matcher(ROOT.relativize(file).toString())
                            .matches())
                    .toList();
        }
    }

    @Test
    void statesTriggersAndFlags() throws IOException {
        SortedSet<String> terms = new TreeSet<>();
        for (String table : List.of("lifecycle/HostState", "lifecycle/Trigger", "host/Flag")) {
            Matcher constants = CONSTANT.matcher(Files.readString(MODEL.resolve(table + ".java")));
            while (constants.find()) {
                terms.add(constants.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        assertThat(terms).contains("enrolled", "drifted", "inspect");
        assertKnown(terms);
    }

    /** A term is known as it is, with blanks for its hyphens, and in the singular. */
    private static void assertKnown(SortedSet<String> terms) throws IOException {
        String page = normal(Files.readString(ROOT.resolve("docs/words.md")));
        assertThat(terms).isNotEmpty().allSatisfy(term -> {
            String plain = normal(term).strip();
            assertThat(Stream.of(plain, plain.replaceFirst("s$", "")).anyMatch(form -> page.contains(" " + form + " ")))
                    .as(term)
                    .isTrue();
        });
    }

    private static String normal(String text) {
        return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ") + " ";
    }
}
