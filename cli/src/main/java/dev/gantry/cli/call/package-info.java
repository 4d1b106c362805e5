/** Which calls the command line makes, and how it makes them. */
@NullMarked
package dev.gantry.cli.call;

import org.jspecify.annotations.NullMarked;
