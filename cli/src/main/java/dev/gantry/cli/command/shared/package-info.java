/** What all nouns share: the session, the forms of reading and changing, options and waiting. */
@NullMarked
package dev.gantry.cli.command.shared;

import org.jspecify.annotations.NullMarked;
