/** The planner: which cards of a fleet can carry the vGPUs that somebody asks for, and what has to change for that. */
@NullMarked
package dev.gantry.gpu.planner;

import org.jspecify.annotations.NullMarked;
