/** Moving guests away from a host by Nova. */
@NullMarked
package dev.gantry.novaconfig.model.drain;

import org.jspecify.annotations.NullMarked;
