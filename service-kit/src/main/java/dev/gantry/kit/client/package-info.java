/** Calls to other systems: which targets are allowed, which authorities are trusted, and when each call ends. */
@NullMarked
package dev.gantry.kit.client;

import org.jspecify.annotations.NullMarked;
