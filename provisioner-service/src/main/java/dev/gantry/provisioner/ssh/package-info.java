/** SSH with pinned host keys: pooled connections, scripts with a result, files with a proven checksum. */
@NullMarked
package dev.gantry.provisioner.ssh;

import org.jspecify.annotations.NullMarked;
