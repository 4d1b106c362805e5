package dev.gantry.inventory;

import dev.gantry.kit.architecture.LayerRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    /** Facts, plans and devices are told in the words of the contracts and kept as they were told; expressions and addresses are the kit's, which asks for nothing. */
    @TestFactory
    Stream<DynamicTest> layersAreUsedOneWay() {
        return LayerRules.of("dev.gantry.inventory")
                .modelMayUse("dev.gantry.contracts..")
                .modelMayUse("dev.gantry.kit.address..")
                .modelMayUse("dev.gantry.kit.jinja..")
                .modelMayUse("dev.gantry.kit.python..")
                .tests();
    }
}
