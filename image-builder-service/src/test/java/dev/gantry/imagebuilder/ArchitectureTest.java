package dev.gantry.imagebuilder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.Test;

/** Imports run one way, rows stay in the store, shelves have no cycles, and the model is pure Java. */
class ArchitectureTest {

    private static final String BASE = "dev.gantry.imagebuilder.";
    private static final String[] CLIENTS = {
        BASE + "artifact..",
        BASE + "dib..",
        BASE + "file..",
        BASE + "keys..",
        BASE + "openstack..",
        BASE + "pulp..",
        BASE + "yaml.."
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.gantry.imagebuilder");

    @Test
    void theModelIsPureJava() {
        classes()
                .that()
                .resideInAPackage(BASE + "model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.gantry.gpu..", BASE + "model..")
                .check(classes);
    }

    @Test
    void importsRunOneWay() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "api..", BASE + "events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "store..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(BASE + "flow..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "api..", BASE + "events..", "jakarta.ws..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(BASE + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "api..", BASE + "events..", BASE + "flow..", "jakarta.ws..")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(CLIENTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "api..", BASE + "events..", BASE + "flow..", BASE + "store..")
                .check(classes);
    }

    @Test
    void rowsStayInTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "store..")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
                .check(classes);
    }

    @Test
    void noCyclesBetweenShelves() {
        for (String layer : new String[] {"api", "flow", "model", "store"}) {
            slices().matching(BASE + layer + ".(*)..").should().beFreeOfCycles().check(classes);
        }
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(classes);
    }
}
