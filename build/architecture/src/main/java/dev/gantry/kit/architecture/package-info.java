/** The layer rules of a service, checked by a test of each. */
@NullMarked
package dev.gantry.kit.architecture;

import org.jspecify.annotations.NullMarked;
