/** What the tests of every module share. */
@NullMarked
package dev.gantry.local.testing;

import org.jspecify.annotations.NullMarked;
