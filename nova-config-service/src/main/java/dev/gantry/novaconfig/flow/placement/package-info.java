/** Hosts compared with Placement. */
@NullMarked
package dev.gantry.novaconfig.flow.placement;

import org.jspecify.annotations.NullMarked;
