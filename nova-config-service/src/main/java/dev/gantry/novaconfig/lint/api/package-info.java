/** REST resources of the lint. */
@NullMarked
package dev.gantry.novaconfig.lint.api;

import org.jspecify.annotations.NullMarked;
