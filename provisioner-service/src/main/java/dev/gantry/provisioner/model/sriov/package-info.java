/** Virtual functions. */
@NullMarked
package dev.gantry.provisioner.model.sriov;

import org.jspecify.annotations.NullMarked;
