/** What a kayobe configuration would change, for its pull requests. */
@NullMarked
package dev.gantry.cli.command.plan;

import org.jspecify.annotations.NullMarked;
