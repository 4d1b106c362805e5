package dev.gantry.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inventory.model.text.YamlResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsibleYamlReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void whatIsNestedTooDeeplyIsRefusedBeforeItIsFollowed(String piece) {
        // given
        String text = "a:\n  " + piece.repeat(5000);
        // when
        YamlResult result = new AnsibleYamlReader().read("body", text);
        // then
        assertThat(result).isInstanceOfSatisfying(YamlResult.Malformed.class, m -> assertThat(
                        m.violation().toString())
                .contains("nested more than 50 deep"));
    }
}
