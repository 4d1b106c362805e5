/** What the suite promises, one class each. */
@NullMarked
package dev.gantry.local.suite.chaos.promise;

import org.jspecify.annotations.NullMarked;
