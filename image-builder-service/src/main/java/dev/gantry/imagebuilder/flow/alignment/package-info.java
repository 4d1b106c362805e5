/** Use cases that compare guest drivers with host drivers. */
@NullMarked
package dev.gantry.imagebuilder.flow.alignment;

import org.jspecify.annotations.NullMarked;
