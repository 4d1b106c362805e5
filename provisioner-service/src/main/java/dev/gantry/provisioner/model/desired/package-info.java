/** What is wanted of a host, each card beside itself as found. */
@NullMarked
package dev.gantry.provisioner.model.desired;

import org.jspecify.annotations.NullMarked;
