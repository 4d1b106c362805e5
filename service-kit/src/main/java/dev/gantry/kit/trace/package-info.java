/** Identifiers and the W3C trace that work carries from request to event to job. */
@NullMarked
package dev.gantry.kit.trace;

import org.jspecify.annotations.NullMarked;
