package dev.gantry.kit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What the architecture asks of every service: layers one way ({@code api, events -> flow -> model; flow -> store, clients; store,
 * clients -> model}), a pure model, rows that stay in the store, no cycles between the shelves of a layer, packages that can be
 * overlooked. A service's {@code ArchitectureTest} returns {@link #tests()} from a {@code @TestFactory}.
 */
public final class LayerRules {

    private final String base;
    private final JavaClasses classes;
    private final List<String> modelUses = new ArrayList<>(List.of("java..", "org.jspecify..", "dev.gantry.gpu.."));
    private boolean isFreeOfCyclesOutside;

    LayerRules(String base, JavaClasses classes) {
        this.base = base;
        this.classes = classes;
    }

    /** @param base the service's package, such as {@code dev.gantry.inventory} */
    public static LayerRules of(String base) {
        return new LayerRules(base, ProductionClasses.below(base));
    }

    /** Another package that the model may use, as ArchUnit writes it: {@code dev.gantry.contracts..}. */
    public LayerRules modelMayUse(String packages) {
        modelUses.add(packages);
        return this;
    }

    /** The packages directly below the base package do not depend on each other in a circle either: clients and slices among them. */
    public LayerRules freeOfCyclesOutside() {
        isFreeOfCyclesOutside = true;
        return this;
    }

    /** One test for each rule. */
    public Stream<DynamicTest> tests() {
        return rules().entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
    }

    JavaClasses imported() {
        return classes;
    }

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("layers are used one way", classes().should(useLowerLayersOnly()));
        rules.put("the model is pure", pureModel());
        rules.put("rows stay in the store", rowsStayInStore());
        rules.put("use cases and the store know nothing of HTTP", withoutHttp());
        layers().forEach(layer -> rules.put(
                "no cycles between the shelves of " + layer,
                slices().matching(base + "." + layer + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true)));
        if (isFreeOfCyclesOutside) {
            rules.put(
                    "no cycles between layers, clients and slices",
                    slices().matching(base + ".(*)..").should().beFreeOfCycles());
        }
        rules.put("no native queries of the entity manager", withoutNativeQueries());
        rules.put("operations name the form of their answers", OperationRules.nameTheirForm());
        rules.put("packages are small", classes().should(new SmallPackages()));
        return rules;
    }

    private ArchRule pureModel() {
        return classes()
                .that()
                .resideInAPackage(base + "..model..")
                .should()
                .onlyDependOnClassesThat(Uses.of(modelUses, base + "..model"))
                .allowEmptyShould(true);
    }

    private ArchRule withoutNativeQueries() {
        return noClasses()
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("it makes a native query", (JavaMethodCall call) -> call.getName()
                                .equals("createNativeQuery")))
                .because("each one with a result class is another entry of Hibernate's plan cache;"
                        + " kit.db.JdbcStatements takes them");
    }

    private ArchRule rowsStayInStore() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(base + "..store..")
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Row")
                        .or(DescribedPredicate.describe(
                                "entities", type -> type.isAnnotatedWith("jakarta.persistence.Entity")))
                        .and(resideInAnyPackage(base + "..")))
                .allowEmptyShould(true);
    }

    private ArchRule withoutHttp() {
        return noClasses()
                .that()
                .resideInAnyPackage(base + "..flow..", base + "..store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws..")
                .allowEmptyShould(true);
    }

    /** The packages directly below the base package. */
    private Set<String> layers() {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(base + "."))
                .map(name -> name.substring(base.length() + 1).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ArchCondition<JavaClass> useLowerLayersOnly() {
        return new ArchCondition<>("use lower layers only") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                user.getDirectDependenciesFromSelf().stream()
                        .filter(use -> isOurs(use.getTargetClass()))
                        .filter(use -> !mayUse(user, use))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(user, use.getDescription())));
            }
        };
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
    }

    private boolean mayUse(JavaClass user, Dependency use) {
        return Layer.of(base, user.getPackageName())
                .mayUse(Layer.of(base, use.getTargetClass().getPackageName()));
    }
}
