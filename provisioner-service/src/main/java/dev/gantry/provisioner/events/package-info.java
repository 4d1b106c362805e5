/** What other services say that makes this one work. */
@NullMarked
package dev.gantry.provisioner.events;

import org.jspecify.annotations.NullMarked;
