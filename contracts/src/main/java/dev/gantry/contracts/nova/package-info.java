/** Facts about nova configuration, flavors and Placement. */
@NullMarked
package dev.gantry.contracts.nova;

import org.jspecify.annotations.NullMarked;
