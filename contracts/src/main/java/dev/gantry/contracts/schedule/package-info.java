/** When something may happen, as people write it. */
@NullMarked
package dev.gantry.contracts.schedule;

import org.jspecify.annotations.NullMarked;
