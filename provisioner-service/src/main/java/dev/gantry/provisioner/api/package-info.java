/** REST resources: runs, their steps and logs, and what is known of hosts. */
@NullMarked
package dev.gantry.provisioner.api;

import org.jspecify.annotations.NullMarked;
