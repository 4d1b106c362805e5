/** Figures that can be measured again; nothing of the service uses this room. */
@NullMarked
package dev.gantry.novaconfig.bench;

import org.jspecify.annotations.NullMarked;
