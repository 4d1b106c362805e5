package dev.gantry.kit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** No package holds more classes than can be overlooked. */
final class SmallPackages extends ArchCondition<JavaClass> {

    /** A package with more classes than this wants shelves. */
    static final int MOST_CLASSES = 24;

    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    SmallPackages() {
        super("stand in packages of at most " + MOST_CLASSES + " classes");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
            sizes.merge(type.getPackageName(), 1, Integer::sum);
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        sizes.forEach((name, size) -> {
            if (size > MOST_CLASSES) {
                events.add(SimpleConditionEvent.violated(name, name + " holds " + size + " classes"));
            }
        });
    }
}
