/** The same {@code Idempotency-Key} gets the same answer again. */
@NullMarked
package dev.gantry.kit.idempotency;

import org.jspecify.annotations.NullMarked;
