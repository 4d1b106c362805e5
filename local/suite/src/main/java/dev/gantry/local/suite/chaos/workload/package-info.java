/** Real work through the API while things break. */
@NullMarked
package dev.gantry.local.suite.chaos.workload;

import org.jspecify.annotations.NullMarked;
