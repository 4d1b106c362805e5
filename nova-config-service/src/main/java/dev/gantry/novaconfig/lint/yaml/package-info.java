/** YAML text with the line of every value. */
@NullMarked
package dev.gantry.novaconfig.lint.yaml;

import org.jspecify.annotations.NullMarked;
