/** Provision runs: admitted, driven step by step, ended. */
@NullMarked
package dev.gantry.provisioner.flow.provision;

import org.jspecify.annotations.NullMarked;
