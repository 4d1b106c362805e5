/** What the provisioner does: takes requests, looks, plans, applies, waits, and says how it ended. */
@NullMarked
package dev.gantry.provisioner.flow;

import org.jspecify.annotations.NullMarked;
