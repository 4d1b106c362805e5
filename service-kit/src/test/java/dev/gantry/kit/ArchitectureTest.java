package dev.gantry.kit;

import dev.gantry.kit.architecture.LibraryRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> kitHasShelvesWithoutCycles() {
        return LibraryRules.of("dev.gantry.kit").tests();
    }
}
