package dev.gantry.kit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;

/** The classes that pure code may use: those of the named packages, its own, and the primitives. */
final class Uses {

    private Uses() {}

    static DescribedPredicate<JavaClass> of(List<String> packages, String own) {
        List<String> all = new ArrayList<>(packages);
        all.add(own + "..");
        return resideInAnyPackage(all.toArray(String[]::new))
                .or(DescribedPredicate.describe("primitives", Uses::isPrimitive));
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.isPrimitive()
                || (type.isArray() && type.getBaseComponentType().isPrimitive());
    }
}
