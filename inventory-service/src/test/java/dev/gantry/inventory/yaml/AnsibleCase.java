package dev.gantry.inventory.yaml;

import dev.gantry.inventory.model.kayobe.ControlHost;
import dev.gantry.inventory.model.kayobe.KayobeConfiguration;
import dev.gantry.inventory.model.kayobe.KayobeFolderReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One folder that is read twice, by Ansible and by us: {@code src/test/resources/ansible/cases/NAME.txt}, whose files follow lines such as
 * {@code === inventory/hosts}. {@code !environment production common} names the environment and what it depends on, nearest first.
 */
record AnsibleCase(String name, SortedMap<String, String> files, List<String> environments) {

    private static final Path ROOT = Path.of("src/test/resources/ansible/cases");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final String FILE = "=== ";
    private static final String ENVIRONMENT = "!environment ";

    static List<AnsibleCase> all() {
        try (Stream<Path> files = Files.list(ROOT)) {
            return files.sorted().map(AnsibleCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AnsibleCase read(Path from) {
        SortedMap<String, String> files = new TreeMap<>();
        List<String> environments = List.of();
        String open = "";
        try {
            for (String line : Files.readAllLines(from)) {
                if (line.startsWith(FILE)) {
                    open = line.substring(FILE.length());
                    files.put(open, "");
                } else if (line.startsWith(ENVIRONMENT)) {
                    environments =
                            Arrays.asList(line.substring(ENVIRONMENT.length()).split(" "));
                } else if (!open.isEmpty()) {
                    files.merge(open, line + "\n", String::concat);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AnsibleCase(from.getFileName().toString(), files, environments);
    }

    /** As our import reads it. */
    KayobeConfiguration own() {
        return own(files);
    }

    /** The same with other files, e.g. with what {@code ansible-inventory} printed. */
    KayobeConfiguration own(SortedMap<String, String> others) {
        String environment = environments.isEmpty() ? null : environments.getFirst();
        SortedMap<String, String> read = new TreeMap<>(others);
        read.put("zz-used.yml", used());
        return KayobeFolderReader.read(
                read, new ControlHost(environment, System.getProperty("user.home")), new AnsibleYamlReader());
    }

    /** Of files at the top, and of what Ansible knows, our reader takes what it needs: here, all that some file names. */
    private String used() {
        String words = NAME.matcher(String.join("\n", files.values()))
                .results()
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining(" "));
        return "vgpu_driver_sha256: '{{ " + words + " }}'\n";
    }

    void write(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** Where kayobe looks, the weakest first. */
    private List<String> prefixes() {
        List<String> prefixes = new ArrayList<>(List.of(""));
        environments.reversed().forEach(name -> prefixes.add("environments/" + name + "/"));
        return prefixes;
    }

    List<String> inventories() {
        return prefixes().stream().map(prefix -> prefix + "inventory").toList();
    }

    /** Files at the top of each part. Source: kayobe, ansible.py, _get_vars_files. */
    List<String> extra() {
        return prefixes().stream()
                .flatMap(prefix -> files.keySet().stream()
                        .filter(f -> f.startsWith(prefix)
                                && f.substring(prefix.length()).matches("[^/]+\\.(ya?ml|json)")
                                && !f.substring(prefix.length()).startsWith(".")))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
