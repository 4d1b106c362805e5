/** Use cases of image builds: plan, request, prepare, run, verify, publish. */
@NullMarked
package dev.gantry.imagebuilder.flow.build;

import org.jspecify.annotations.NullMarked;
