/** Facts about changes over many hosts. */
@NullMarked
package dev.gantry.contracts.rollout;

import org.jspecify.annotations.NullMarked;
