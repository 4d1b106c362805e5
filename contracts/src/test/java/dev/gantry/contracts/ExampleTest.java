package dev.gantry.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.gantry.contracts.event.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example of each event: what its schema accepts and its record carries. */
class ExampleTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @ParameterizedTest
    @EnumSource
    void isAcceptedByItsSchema(EventType type) {
        assertThat(schema(type).validate(Contract.text(type.example()), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAfterItsRecordReadAndWroteIt(EventType type) throws Exception {
        // given
        JsonNode example = Contract.tree(type.example());
        // when
        Event event = Contract.JSON.treeToValue(example, type.record());
        // then
        assertThat(Contract.JSON.readTree(Contract.JSON.writeValueAsString(event)))
                .isEqualTo(example);
        assertThat(EventType.of(event)).isEqualTo(type);
        assertThat(event.subject()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void isReadThoughItHasFieldsOfALaterVersion(EventType type) throws Exception {
        // given
        ObjectNode later = (ObjectNode) Contract.tree(type.example());
        Event today = Contract.JSON.treeToValue(later, type.record());
        later.put("fieldOfALaterVersion", 1);
        // when
        Event read = Contract.JSON.treeToValue(later, type.record());
        // then
        assertThat(read).isEqualTo(today);
        assertThat(schema(type).validate(later.toString(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWithoutAnyOneOfItsRequiredFields(EventType type) {
        for (JsonNode required : Contract.tree(type.schema()).get("required")) {
            // given
            ObjectNode lacking = (ObjectNode) Contract.tree(type.example());
            lacking.remove(required.asText());
            // when
            var errors = schema(type).validate(lacking.toString(), InputFormat.JSON);
            // then
            assertThat(errors).as("%s without %s", type, required).isNotEmpty();
        }
    }

    private static JsonSchema schema(EventType type) {
        return SCHEMAS.getSchema(Contract.text(type.schema()), InputFormat.JSON);
    }
}
