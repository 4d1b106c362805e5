/** Use cases, one class a verb, each in one transaction. */
@NullMarked
package dev.gantry.novaconfig.flow;

import org.jspecify.annotations.NullMarked;
