/** YAML files that are sent to this service, and written by it. */
@NullMarked
package dev.gantry.imagebuilder.yaml;

import org.jspecify.annotations.NullMarked;
