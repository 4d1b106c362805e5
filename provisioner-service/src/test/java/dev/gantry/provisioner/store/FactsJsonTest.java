package dev.gantry.provisioner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.OneCard;
import dev.gantry.provisioner.model.facts.FactLines;
import dev.gantry.provisioner.model.facts.HostFacts;
import org.junit.jupiter.api.Test;

class FactsJsonTest {
    private static final HostFacts FACTS = InspectionOutputForTests.ready()
            .card(OneCard.CARD, "20b5", 16)
            .function(OneCard.CARD, 0, "0000:17:00.4", "mdev", "0")
            .facts();

    @Test
    void factsComeBackAsTheyWere() {
        // when
        HostFacts back = FactsJson.read(FactsJson.write(FACTS)).orElseThrow();

        // then
        assertThat(back).isEqualTo(FACTS);
        assertThat(FactLines.all(back))
                .isEqualTo(FactLines.all(FACTS))
                .contains("functions 0000:17:00.0 product-id: 20b5");
    }

    @Test
    void factsOfAnotherVersionAreNotGuessedAt() {
        // when
        String other = FactsJson.write(FACTS).replace("\"version\":2", "\"version\":1");

        // then
        assertThat(FactsJson.read(other)).isEmpty();
    }

    @Test
    void whatALaterVersionAddedIsIgnored() {
        // when
        String more = FactsJson.write(FACTS).replace("\"facts\":{", "\"facts\":{\"later\":1,");

        // then
        assertThat(FactsJson.read(more)).contains(FACTS);
    }
}
