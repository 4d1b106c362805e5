/** Runs: taken in, told what to do, journalled, shown. */
@NullMarked
package dev.gantry.provisioner.flow.run;

import org.jspecify.annotations.NullMarked;
