/** The whole suite on one machine: starts it, watches it, shows its main job, measures it. */
@NullMarked
package dev.gantry.local.suite;

import org.jspecify.annotations.NullMarked;
