/** How a host that is worked on answers or fails, and how a change outlives a broken connection. */
@NullMarked
package dev.gantry.provisioner.model.remote;

import org.jspecify.annotations.NullMarked;
