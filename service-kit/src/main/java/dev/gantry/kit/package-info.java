/** How a service talks: outbox, inbox, jobs, problems, tokens, tags and cursors; one place each. */
@NullMarked
package dev.gantry.kit;

import org.jspecify.annotations.NullMarked;
