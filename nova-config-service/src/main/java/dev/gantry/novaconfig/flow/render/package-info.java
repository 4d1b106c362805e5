/** Revisions made from what is known now. */
@NullMarked
package dev.gantry.novaconfig.flow.render;

import org.jspecify.annotations.NullMarked;
