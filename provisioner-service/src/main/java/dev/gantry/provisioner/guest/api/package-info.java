/** REST resources of guests and their checks. */
@NullMarked
package dev.gantry.provisioner.guest.api;

import org.jspecify.annotations.NullMarked;
