package dev.gantry.provisioner;

import dev.gantry.kit.architecture.LayerRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> layersAndShelves() {
        return LayerRules.of("dev.gantry.provisioner")
                .modelMayUse("dev.gantry.contracts..")
                .modelMayUse("dev.gantry.kit.address..")
                .tests();
    }
}
