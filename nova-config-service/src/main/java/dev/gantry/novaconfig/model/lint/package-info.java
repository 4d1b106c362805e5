/** What a kayobe configuration says that cannot be meant. */
@NullMarked
package dev.gantry.novaconfig.model.lint;

import org.jspecify.annotations.NullMarked;
