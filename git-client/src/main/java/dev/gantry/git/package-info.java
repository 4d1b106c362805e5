/** Git repositories on servers: how they are reached, which may be, and mirrors of a branch. */
@NullMarked
package dev.gantry.git;

import org.jspecify.annotations.NullMarked;
