/** The door for people: REST under /v1. */
@NullMarked
package dev.gantry.novaconfig.api;

import org.jspecify.annotations.NullMarked;
