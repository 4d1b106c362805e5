/** The door to YAML text, with the line of every value. */
@NullMarked
package dev.gantry.novaconfig.yaml;

import org.jspecify.annotations.NullMarked;
