/** What a lint finds. */
@NullMarked
package dev.gantry.novaconfig.lint.model;

import org.jspecify.annotations.NullMarked;
