/** Facts about where configurations are read from. */
@NullMarked
package dev.gantry.contracts.source;

import org.jspecify.annotations.NullMarked;
