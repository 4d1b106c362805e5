/** Revisions, the files they are laid into, and the command on the control host. */
@NullMarked
package dev.gantry.novaconfig.model.publish;

import org.jspecify.annotations.NullMarked;
