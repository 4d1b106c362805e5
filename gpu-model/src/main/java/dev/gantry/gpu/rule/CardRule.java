package dev.gantry.gpu.rule;

import dev.gantry.gpu.RuleViolation;
import java.util.stream.Stream;

/** Looks at one card of a layout and tells what is wrong with it; silent about what it cannot know. */
@FunctionalInterface
interface CardRule {

    Stream<RuleViolation> check(CardContext card);
}
