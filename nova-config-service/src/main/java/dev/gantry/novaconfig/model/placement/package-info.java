/** What Placement is expected to show, and how it differs. */
@NullMarked
package dev.gantry.novaconfig.model.placement;

import org.jspecify.annotations.NullMarked;
