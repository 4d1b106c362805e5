/** Long work: jobs with a lease and a fencing number, and the workers that claim them. */
@NullMarked
package dev.gantry.kit.job;

import org.jspecify.annotations.NullMarked;
