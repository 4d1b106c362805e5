/** The lint of a folder that was sent. */
@NullMarked
package dev.gantry.novaconfig.lint.flow;

import org.jspecify.annotations.NullMarked;
