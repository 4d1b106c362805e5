/** YAML that callers send: read with limits, so that no input costs more than its length. */
@NullMarked
package dev.gantry.kit.yaml;

import org.jspecify.annotations.NullMarked;
