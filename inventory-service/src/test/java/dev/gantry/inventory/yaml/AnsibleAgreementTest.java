package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import dev.gantry.inventory.model.variables.EffectiveVariable;
import dev.gantry.inventory.model.variables.GroupTree;
import dev.gantry.inventory.model.variables.VariableEvaluator;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what a folder gives to each host against what ansible-core 2.17.14 gave: {@code src/test/resources/ansible/expected} is the
 * answer of a play that printed these variables, run as kayobe runs it, with the top-level file as extra variables.
 */
class AnsibleAgreementTest {

    private static final Path ROOT = Path.of("src/test/resources/ansible");
    private static final KayobeConfiguration FOLDER =
            KayobeFolderReader.read(files(), new ControlHost(null, "/home/stack"), new AnsibleYamlReader());

    private static SortedMap<String, String> files() {
        Path root = ROOT.resolve("folder");
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }

    static List<String> hosts() throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve("expected"))) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void sameHostsAreFound() throws IOException {
        assertThat(FOLDER.violations()).isEmpty();
        assertThat(FOLDER.hosts().keySet()).containsExactlyElementsOf(hosts());
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void sameValuesCount(String host) throws IOException {
        // given
        List<String> expected = Files.readAllLines(ROOT.resolve("expected").resolve(host)).stream()
                .filter(line -> line.contains("="))
                .toList();
        KayobeConfiguration.FolderHost own = FOLDER.hosts().get(host);
        SortedMap<String, EffectiveVariable> variables = new VariablePrecedence(
                        FOLDER.site(), new GroupTree(FOLDER.groups().values()))
                .of(host, own.groups(), own.variables(), Variables.none());
        // when
        List<String> found = expected.stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                .map(name -> name + "=" + printed(name, variables))
                .toList();
        // then
        assertThat(found).isEqualTo(expected);
    }

    /** As Ansible prints it. */
    private static String printed(String name, SortedMap<String, EffectiveVariable> variables) {
        if (!variables.containsKey(name)) {
            return "UNSET";
        }
        VariableEvaluator filled = new VariableEvaluator(variables);
        Object value = filled.value(name);
        if (!filled.violations().isEmpty()) {
            return filled.violations().toString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value == null ? "" : value.toString();
    }
}
