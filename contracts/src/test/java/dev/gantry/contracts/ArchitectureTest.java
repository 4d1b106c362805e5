package dev.gantry.contracts;

import dev.gantry.kit.architecture.LibraryRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> contractsNeedNothingButTheLanguage() {
        return LibraryRules.of("dev.gantry.contracts", "java..", "org.jspecify..")
                .tests();
    }
}
