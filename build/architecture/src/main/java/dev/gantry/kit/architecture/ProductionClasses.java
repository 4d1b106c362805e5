package dev.gantry.kit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of a module below a package, without its tests. */
final class ProductionClasses {

    private static final ImportOption WITHOUT_TESTS = location -> !location.contains("/test-classes/");

    private ProductionClasses() {}

    static JavaClasses below(String base) {
        return new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages(base);
    }
}
