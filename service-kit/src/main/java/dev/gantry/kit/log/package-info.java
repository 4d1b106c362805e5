/** How log lines are written. */
@NullMarked
package dev.gantry.kit.log;

import org.jspecify.annotations.NullMarked;
