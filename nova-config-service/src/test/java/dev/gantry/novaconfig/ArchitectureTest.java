package dev.gantry.novaconfig;

import dev.gantry.kit.architecture.LayerRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> layersAndShelves() {
        return LayerRules.of("dev.gantry.novaconfig")
                .modelMayUse("dev.gantry.contracts..")
                .freeOfCyclesOutside()
                .tests();
    }
}
