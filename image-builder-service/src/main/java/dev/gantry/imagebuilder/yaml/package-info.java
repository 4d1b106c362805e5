/** The door to YAML files that are sent to us. */
@NullMarked
package dev.gantry.imagebuilder.yaml;

import org.jspecify.annotations.NullMarked;
