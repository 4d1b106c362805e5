/** Hosts and their groups: see, plan, order, import. */
@NullMarked
package dev.gantry.cli.command.host;

import org.jspecify.annotations.NullMarked;
