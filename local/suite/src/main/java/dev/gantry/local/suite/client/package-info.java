/** Callers of the suite's REST API and readers of its event stream. */
@NullMarked
package dev.gantry.local.suite.client;

import org.jspecify.annotations.NullMarked;
