/** Which faults fall when, and how they are made. */
@NullMarked
package dev.gantry.local.suite.chaos.fault;

import org.jspecify.annotations.NullMarked;
