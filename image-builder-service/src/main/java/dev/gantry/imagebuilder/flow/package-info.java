/** Use cases, one class per verb. */
@NullMarked
package dev.gantry.imagebuilder.flow;

import org.jspecify.annotations.NullMarked;
