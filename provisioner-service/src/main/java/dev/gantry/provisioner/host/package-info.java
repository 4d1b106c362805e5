/** The door to the hosts: SSH connections, scripts with an answer, files with a proven checksum. */
@NullMarked
package dev.gantry.provisioner.host;

import org.jspecify.annotations.NullMarked;
