/** Takes over a kayobe configuration. */
@NullMarked
package dev.gantry.inventory.imports.flow;

import org.jspecify.annotations.NullMarked;
