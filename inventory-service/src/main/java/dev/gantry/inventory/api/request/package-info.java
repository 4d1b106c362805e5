/** Reads the parameters and bodies of requests. */
@NullMarked
package dev.gantry.inventory.api.request;

import org.jspecify.annotations.NullMarked;
