/** Who did what, and who may: the audit and API tokens. */
@NullMarked
package dev.gantry.cli.command.access;

import org.jspecify.annotations.NullMarked;
