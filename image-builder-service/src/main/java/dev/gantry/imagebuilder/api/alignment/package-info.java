/** REST resources that compare guest drivers with host drivers. */
@NullMarked
package dev.gantry.imagebuilder.api.alignment;

import org.jspecify.annotations.NullMarked;
