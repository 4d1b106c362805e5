/** Shell scripts of this service, how values become shell text, and files of ours on a host. */
@NullMarked
package dev.gantry.provisioner.model.script;

import org.jspecify.annotations.NullMarked;
