package dev.gantry.kit.architecture;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What each operation of the REST interface has. */
final class OperationRules {

    private static final String PRODUCES = "jakarta.ws.rs.Produces";

    private OperationRules() {}

    /** Otherwise the framework compares {@code Accept} with the answer, when the change was made already. */
    static ArchRule nameTheirForm() {
        return methods()
                .that(areOperations())
                .should(new ArchCondition<JavaMethod>("have @Produces, or their class") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean names = method.isAnnotatedWith(PRODUCES)
                                || method.getOwner().isAnnotatedWith(PRODUCES);
                        events.add(new SimpleConditionEvent(
                                method, names, method.getFullName() + (names ? " has" : " lacks") + " @Produces"));
                    }
                })
                .because("an answer that cannot be given in the form asked for is refused before anything is changed")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<CanBeAnnotated> areOperations() {
        return annotatedWith("jakarta.ws.rs.GET")
                .or(annotatedWith("jakarta.ws.rs.POST"))
                .or(annotatedWith("jakarta.ws.rs.PUT"))
                .or(annotatedWith("jakarta.ws.rs.DELETE"));
    }
}
