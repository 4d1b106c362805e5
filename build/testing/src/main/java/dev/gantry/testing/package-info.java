/** What the tests of every module share. */
@NullMarked
package dev.gantry.testing;

import org.jspecify.annotations.NullMarked;
