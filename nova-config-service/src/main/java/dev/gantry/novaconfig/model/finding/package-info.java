/** What a person should know of a configuration. */
@NullMarked
package dev.gantry.novaconfig.model.finding;

import org.jspecify.annotations.NullMarked;
