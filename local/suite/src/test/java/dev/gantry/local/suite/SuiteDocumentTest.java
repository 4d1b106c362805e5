package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Holds docs/openapi/suite.yaml to the documents of the four services; {@code -Dgolden.write=true} rewrites it. */
class SuiteDocumentTest {

    private static final Path FOLDER = Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../.."))
            .resolve("docs/openapi");
    private static final List<String> SERVICES = List.of("inventory", "provisioner", "nova-config", "image-builder");

    /** Still to be named; nothing is added. */
    private static final List<String> NUMBERED = List.of("State1", "FileView1", "Result1");

    private final Map<String, Object> merged = new SuiteDocument(documents()).merged();

    @Test
    void pageIsTheFourDocumentsTogether() throws IOException {
        // given
        Path page = FOLDER.resolve("suite.yaml");
        String text = new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setDereferenceAliases(true)
                        .setWidth(200)
                        .build())
                .dumpToString(sorted(merged));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(page, text);
        }
        // when, then
        assertThat(Files.readString(page)).isEqualTo(text);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Map<String, Object> components = SuiteDocument.map(merged, "components");
        assertThat(SuiteDocument.references(merged)).isNotEmpty().allSatisfy(ref -> {
            String[] parts = ref.split("/");
            assertThat(SuiteDocument.map(components.get(parts[2]))).containsKey(parts[3]);
        });
    }

    @Test
    void operationsAreAllThereAndEachHasANameOfItsOwn() {
        // given
        int operations = documents().values().stream()
                .mapToInt(document -> ids(document).size())
                .sum();
        // when
        List<String> ids = ids(merged);
        // then
        assertThat(ids).doesNotHaveDuplicates().hasSize(operations);
        assertThat(SuiteDocument.map(merged, "paths"))
                .containsKeys("/inventory/v1/hosts/{name}", "/image-builder/v1/images/{name}");
    }

    /** Two types of one simple name in a document: the second gets a number, which tells a client nothing. */
    @Test
    void noSchemaIsNumbered() {
        documents().forEach((service, document) -> {
            Map<String, Object> schemas = SuiteDocument.map(SuiteDocument.map(document, "components"), "schemas");
            assertThat(schemas.keySet())
                    .as(service)
                    .noneMatch(name -> !NUMBERED.contains(name)
                            && name.matches(".*\\d")
                            && schemas.containsKey(name.replaceAll("\\d+$", "")));
        });
    }

    private static List<String> ids(Map<String, Object> document) {
        List<String> ids = new ArrayList<>();
        SuiteDocument.map(document, "paths")
                .values()
                .forEach(item -> SuiteDocument.map(item).values().forEach(operation -> {
                    if (operation instanceof Map && SuiteDocument.map(operation).containsKey("operationId")) {
                        ids.add(String.valueOf(SuiteDocument.map(operation).get("operationId")));
                    }
                }));
        return ids;
    }

    private static Map<String, Map<String, Object>> documents() {
        Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
        for (String service : SERVICES) {
            try {
                String text = Files.readString(FOLDER.resolve(service + ".yaml"));
                documents.put(
                        service,
                        SuiteDocument.map(new Load(LoadSettings.builder()
                                        .setMaxAliasesForCollections(0)
                                        .setCodePointLimit(Integer.MAX_VALUE)
                                        .build())
                                .loadFromString(text)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return documents;
    }

    /** Maps that were made here have no order of their own. */
    private static Object sorted(Object part) {
        if (part instanceof List<?> parts) {
            return parts.stream().map(SuiteDocumentTest::sorted).toList();
        }
        if (!(part instanceof Map)) {
            return part;
        }
        Map<String, Object> sorted = new TreeMap<>();
        SuiteDocument.map(part).forEach((key, value) -> sorted.put(key, sorted(value)));
        return sorted;
    }
}
