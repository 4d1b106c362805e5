package dev.gantry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {
    private static final List<Column> COLUMNS =
            List.of(Column.of("name"), Column.of("hostVersion"), Column.of("ADDRESS", "spec.address"));
    private static final Node ITEM = Json.read("{\"name\":\"a,"
            + " \\\"b\\\"\",\"hostVersion\":5,\"spec\":{\"address\":\"10.0.0.1\",\"on\":true},\"list\":[1,2]}");

    @Test
    void alignsATable() {
        assertThat(list(Format.table, List.of()))
                .isEqualTo("NAME    HOST VERSION  ADDRESS\na, \"b\"  5             10.0.0.1\n");
    }

    @Test
    void quotesCsvWhereNeeded() {
        assertThat(list(Format.csv, List.of())).isEqualTo("NAME,HOST VERSION,ADDRESS\n\"a, \"\"b\"\"\",5,10.0.0.1\n");
    }

    @Test
    void printsBareValues() {
        assertThat(list(Format.value, List.of("host-version", "address"))).isEqualTo("5\t10.0.0.1\n");
    }

    @Test
    void jsonWithoutColumnsIsAllThatTheServiceSays() {
        assertThat(Json.read(list(Format.json, List.of())).items()).containsExactly(ITEM);
    }

    @Test
    void jsonWithColumnsIsTheseAndKeepsTheirKind() {
        assertThat(list(Format.json, List.of("hostVersion", "spec.on"))).isEqualTo("""
            [
              {
                "hostVersion" : 5,
                "spec.on" : true
              }
            ]
            """);
    }

    @Test
    void yamlReadsBackAsTheSame() {
        assertThat(Yaml.read(list(Format.yaml, List.of())).items()).containsExactly(ITEM);
    }

    @Test
    void aSingleThingHasALineForEachValue() {
        // given
        StringWriter out = new StringWriter();
        // when
        new Printer(new PrintWriter(out), Format.table, List.of(), true).show(ITEM, COLUMNS);
        // then
        assertThat(out).hasToString("NAME          a, \"b\"\nHOST VERSION  5\nADDRESS       10.0.0.1\n");
    }

    @Test
    void anEmptyListIsAnEmptyListInJson() {
        // given
        StringWriter out = new StringWriter();
        // when
        new Printer(new PrintWriter(out), Format.json, List.of(), true).list(List.of(), COLUMNS);
        // then
        assertThat(Json.read(out.toString()).items()).isEmpty();
    }

    private static String list(Format format, List<String> columns) {
        StringWriter out = new StringWriter();
        new Printer(new PrintWriter(out), format, columns, true).list(List.of(ITEM), COLUMNS);
        return out.toString();
    }
}
