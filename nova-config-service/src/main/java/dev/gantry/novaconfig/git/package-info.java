/** The door to the kayobe configuration repository. */
@NullMarked
package dev.gantry.novaconfig.git;

import org.jspecify.annotations.NullMarked;
