/** Revisions brought to their target. */
@NullMarked
package dev.gantry.novaconfig.flow.publish;

import org.jspecify.annotations.NullMarked;
