package dev.gantry.kit.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        name                | {"name":"a"}
        name,spec.address   | {"name":"a","spec":{"address":"x"}}
        spec,spec.address   | {"spec":{"address":"x"}}
        flags.flag          | {"flags":[{"flag":"f"},{"flag":"g"}]}
        nothing             | {}
        name.more           | {"name":"a"}
        """)
    void cutsOneThing(String fields, String left) throws JsonProcessingException {
        String whole = """
            {"name":"a","spec":{"address":"x","port":22},"flags":[{"flag":"f","reason":"r"},{"flag":"g"}]}\
            """;
        assertThat(cut(fields, whole)).isEqualTo(left);
    }

    @Test
    void cutsTheItemsOfAPageAndKeepsWhatThePageTells() throws JsonProcessingException {
        assertThat(cut("name", "{\"items\":[{\"name\":\"a\",\"state\":\"s\"}],\"next\":\"n\",\"total\":9}"))
                .isEqualTo("{\"items\":[{\"name\":\"a\"}],\"next\":\"n\",\"total\":9}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a,", "a..b", "a b", "a\u0000", ".a"})
    void isNoListOfNames(String fields) {
        assertThat(FieldSelection.parse(fields)).isEmpty();
    }

    private String cut(String fields, String answer) throws JsonProcessingException {
        return json.writeValueAsString(
                FieldSelection.parse(fields).orElseThrow().of(json.readTree(answer)));
    }
}
