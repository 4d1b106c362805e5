/** Which OpenStack release understands what. */
@NullMarked
package dev.gantry.novaconfig.model.release;

import org.jspecify.annotations.NullMarked;
