package dev.gantry.novaconfig.model.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfLinesTest {

    @Test
    void readsWhatOsloConfigReads() {
        // given
        String text = """
            stray = 1
            [devices]
            enabled_mdev_types : nvidia-700, nvidia-699
            ; no = comment
            [pci]
            alias = { "name":"a" }
            alias = [{ "name":"b" },
            \t{ "name":"c" }]
            """;
        // then
        assertThat(ConfLines.read(text, 1))
                .extracting(e -> e.key().section() + " " + e.key().option() + " " + e.line())
                .containsExactly("DEFAULT stray 1", "devices enabled_mdev_types 3", "pci alias 6", "pci alias 7");
        assertThat(ConfLines.read(text, 1).getLast().value()).isEqualTo("[{ \"name\":\"b\" },\n{ \"name\":\"c\" }]");
        assertThat(ConfLines.read(text, 1).get(1).value()).isEqualTo("nvidia-700, nvidia-699");
    }

    @Test
    void branchesAreKnownInsideOfOneAnother() {
        // given
        String text = """
            {% raw %}
            {%- if inventory_hostname in groups["a"] -%}
            one = 1
            {% if kolla_enable_x | bool %}
            two = 2
            {% else %}
            three = 3
            {% endif %}
            four = 4
            {% elif inventory_hostname == "h" %}
            five = 5
            {% endif %}
            six = 6
            {% endraw %}
            """;
        // then
        assertThat(ConfLines.read(text, 1))
                .extracting(e -> e.key().option() + ": " + e.key().branch())
                .containsExactly(
                        "one: inventory_hostname in groups['a']",
                        "two: inventory_hostname in groups['a'] and kolla_enable_x | bool",
                        "three: inventory_hostname in groups['a'] and not (kolla_enable_x | bool)",
                        "four: inventory_hostname in groups['a']",
                        "five: inventory_hostname == 'h'",
                        "six: ");
    }
}
