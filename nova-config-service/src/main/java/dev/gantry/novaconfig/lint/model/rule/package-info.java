/** The rules that a configuration is held against. */
@NullMarked
package dev.gantry.novaconfig.lint.model.rule;

import org.jspecify.annotations.NullMarked;
