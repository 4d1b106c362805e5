/** Asking for less: {@code ?fields=name,state,spec.address} at every read that answers JSON. */
@NullMarked
package dev.gantry.kit.fields;

import org.jspecify.annotations.NullMarked;
