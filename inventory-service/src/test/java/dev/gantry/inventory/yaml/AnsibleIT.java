package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what our reader makes of folders against a real Ansible: hosts, groups, and each variable of each host, filled. A variable whose name
 * begins with {@code ansibles_} is one that only Ansible can fill for some host: ours says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnsibleIT {

    /** Set by Ansible while it runs, or of the machine that it runs on. */
    private static final Set<String> OF_THE_RUN = Set.of(
            "inventory_file",
            "inventory_dir",
            "ansible_facts",
            "playbook_dir",
            "ansible_playbook_python",
            "ansible_config_file",
            "omit",
            "ansible_version",
            "groups",
            "hostvars",
            "vars",
            "environment");

    /** What a priority is to Ansible: no variable. */
    private static final String PRIORITY = "ansible_group_priority";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<String, JsonNode> answers = new TreeMap<>();

    static List<AnsibleCase> cases() {
        return AnsibleCase.all();
    }

    @BeforeAll
    void ask(@TempDir Path folder) throws Exception {
        List<AnsibleCase> cases = cases();
        JsonNode read = RealAnsible.read(folder, cases);
        for (int i = 0; i < cases.size(); i++) {
            answers.put(cases.get(i).name(), read.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameHostsInTheSameGroups(AnsibleCase one) {
        // given
        KayobeConfiguration own = one.own();
        // when, then
        assertThat(own.violations()).isEmpty();
        assertThat(groups(own)).isEqualTo(groups(answers.get(one.name()).get("hosts")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameValuesCount(AnsibleCase one) {
        // given
        KayobeConfiguration own = one.own();
        // when, then
        assertThat(differences(own, answers.get(one.name()).get("hosts"))).isEmpty();
    }

    /** What {@code ansible-inventory --list} prints of a folder gives what the folder gives. */
    @ParameterizedTest
    @MethodSource("cases")
    void listGivesWhatItsFolderGives(AnsibleCase one) throws Exception {
        assertThat(differencesOf(one, "list")).isEmpty();
    }

    /** With {@code --export}, too; but that print does not tell which files the variables of a group came from, by which some win. */
    @ParameterizedTest
    @MethodSource("cases")
    void exportGivesWhatItsFolderGives(AnsibleCase one) throws Exception {
        assertThat(differencesOf(one, "export").keySet()).allMatch(name -> name.contains(".lost_"));
    }

    private SortedMap<String, String> differencesOf(AnsibleCase one, String print) throws Exception {
        JsonNode answer = answers.get(one.name());
        SortedMap<String, String> files = new TreeMap<>(one.files());
        files.keySet().removeIf(f -> f.contains("inventory/"));
        files.put("inventory/export.json", JSON.writeValueAsString(answer.get(print)));
        if (!one.environments().isEmpty()) {
            files.put("environments/" + one.environments().getFirst() + "/inventory/.keep", "");
        }
        KayobeConfiguration own = one.own(files);
        assertThat(own.violations()).isEmpty();
        assertThat(groups(own)).isEqualTo(groups(answer.get("hosts")));
        return differences(own, answer.get("hosts"));
    }

    @Test
    void eachKindOfFolderWasAsked() {
        assertThat(answers).hasSizeGreaterThan(7).allSatisfy((name, answer) -> assertThat(answer.get("hosts"))
                .as(name)
                .isNotEmpty());
    }

    private static SortedMap<String, List<String>> groups(KayobeConfiguration own) {
        GroupTree tree = new GroupTree(own.groups().values());
        SortedMap<String, List<String>> groups = new TreeMap<>();
        own.hosts()
                .forEach((name, host) -> groups.put(
                        name,
                        tree.memberships(host.groups()).stream()
                                .filter(g -> !g.equals("ungrouped"))
                                .toList()));
        return groups;
    }

    private static SortedMap<String, List<String>> groups(JsonNode hosts) {
        SortedMap<String, List<String>> groups = new TreeMap<>();
        hosts.properties()
                .forEach(host -> groups.put(
                        host.getKey(),
                        host.getValue()
                                .get("groups")
                                .valueStream()
                                .map(JsonNode::asText)
                                .filter(g -> !g.equals("ungrouped"))
                                .toList()));
        return groups;
    }

    private static SortedMap<String, String> differences(KayobeConfiguration own, JsonNode hosts) {
        SortedMap<String, String> differences = new TreeMap<>();
        VariablePrecedence precedence =
                new VariablePrecedence(own.site(), new GroupTree(own.groups().values()));
        own.hosts().forEach((name, host) -> {
            SortedMap<String, EffectiveVariable> variables =
                    precedence.of(name, host.groups(), host.variables(), Variables.none());
            JsonNode answer = hosts.path(name);
            answer.path("values").properties().forEach(value -> {
                if (isCompared(value.getKey())) {
                    compare(name, value.getKey(), value.getValue(), variables, differences);
                }
            });
            answer.path("errors").properties().stream()
                    .filter(e -> isCompared(e.getKey()))
                    .forEach(error -> {
                        VariableEvaluator evaluator = new VariableEvaluator(variables);
                        Object value = evaluator.value(error.getKey());
                        if (evaluator.violations().isEmpty()) {
                            differences.put(
                                    name + "." + error.getKey(), "ours " + value + ", Ansible " + error.getValue());
                        }
                    });
        });
        return differences;
    }

    private static boolean isCompared(String name) {
        return !OF_THE_RUN.contains(name) && !name.equals(PRIORITY);
    }

    private static void compare(
            String host,
            String name,
            JsonNode expected,
            SortedMap<String, EffectiveVariable> variables,
            SortedMap<String, String> differences) {
        VariableEvaluator evaluator = new VariableEvaluator(variables);
        Object found = evaluator.has(name) ? comparable(evaluator.value(name)) : "UNSET";
        Object wanted = comparable(JSON.convertValue(expected, Object.class));
        boolean isRefused = !evaluator.violations().isEmpty();
        boolean isAnsibles =
                evaluator.violations().stream().anyMatch(v -> v.toString().contains("Ansible's"));
        if (isRefused ? !isAnsibles || !name.startsWith("ansibles_") : !found.equals(wanted)) {
            differences.put(
                    host + "." + name,
                    "ours %s, Ansible %s".formatted(isRefused ? evaluator.violations() : found, wanted));
        }
    }

    /** Numbers and booleans by what they print: Ansible makes text of most numbers. */
    private static Object comparable(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Map<?, ?> map -> {
                SortedMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, one) -> sorted.put(String.valueOf(key), comparable(one)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(AnsibleIT::comparable).toList();
            case Number number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case Boolean truth -> truth ? "True" : "False";
            default -> value.toString();
        };
    }
}
