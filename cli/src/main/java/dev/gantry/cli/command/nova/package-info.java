/** Nova's configuration, flavors and what can be booked. */
@NullMarked
package dev.gantry.cli.command.nova;

import org.jspecify.annotations.NullMarked;
