/** Calls of outside systems over HTTP, each with a deadline over its whole length. */
@NullMarked
package dev.gantry.imagebuilder.http;

import org.jspecify.annotations.NullMarked;
