package dev.gantry.kit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What the architecture asks of a library: it uses what it may, its shelves form no cycle, its packages can be overlooked. */
public final class LibraryRules {

    private final String base;
    private final List<String> uses;
    private final JavaClasses classes;

    private LibraryRules(String base, List<String> uses) {
        this.base = base;
        this.uses = uses;
        this.classes = ProductionClasses.below(base);
    }

    /** @param uses the packages that it may use beside its own, as ArchUnit writes them: {@code java..} */
    public static LibraryRules of(String base, String... uses) {
        return new LibraryRules(base, List.of(uses));
    }

    /** One test for each rule. */
    public Stream<DynamicTest> tests() {
        return rules().entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
    }

    private Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        if (!uses.isEmpty()) {
            rules.put("uses nothing but " + uses, classes().should().onlyDependOnClassesThat(Uses.of(uses, base)));
        }
        rules.put(
                "no cycles between the shelves",
                slices().matching(base + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true));
        rules.put("operations name the form of their answers", OperationRules.nameTheirForm());
        rules.put("packages are small", classes().should(new SmallPackages()));
        return rules;
    }
}
