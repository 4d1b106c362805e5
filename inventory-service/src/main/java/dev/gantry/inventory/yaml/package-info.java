/** The door to YAML text. */
@NullMarked
package dev.gantry.inventory.yaml;

import org.jspecify.annotations.NullMarked;
