/** The description of a service's REST interface: what all operations share is written into it here, once. */
@NullMarked
package dev.gantry.kit.openapi;

import org.jspecify.annotations.NullMarked;
