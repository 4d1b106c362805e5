/** Work on hosts and guests: runs, rollouts, checks of guests. */
@NullMarked
package dev.gantry.cli.command.run;

import org.jspecify.annotations.NullMarked;
