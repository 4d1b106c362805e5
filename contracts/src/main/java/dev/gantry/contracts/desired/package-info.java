/** The desired state of a host, and how it is reached. */
@NullMarked
package dev.gantry.contracts.desired;

import org.jspecify.annotations.NullMarked;
