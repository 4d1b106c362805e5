/** Events, webhooks and what could not be handled. */
@NullMarked
package dev.gantry.cli.command.event;

import org.jspecify.annotations.NullMarked;
