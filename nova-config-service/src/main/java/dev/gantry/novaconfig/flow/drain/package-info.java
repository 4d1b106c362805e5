/** Moving guests away from a host by Nova. */
@NullMarked
package dev.gantry.novaconfig.flow.drain;

import org.jspecify.annotations.NullMarked;
