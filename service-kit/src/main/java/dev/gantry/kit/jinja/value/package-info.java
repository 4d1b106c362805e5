/** Values of expressions, and what Python does with them. */
@NullMarked
package dev.gantry.kit.jinja.value;

import org.jspecify.annotations.NullMarked;
