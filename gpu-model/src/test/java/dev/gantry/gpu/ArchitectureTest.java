package dev.gantry.gpu;

import dev.gantry.kit.architecture.LibraryRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> gpuModelNeedsNothingButTheLanguage() {
        return LibraryRules.of("dev.gantry.gpu", "java..", "org.jspecify..").tests();
    }
}
