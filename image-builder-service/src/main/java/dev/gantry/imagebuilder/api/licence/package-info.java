/** REST resources of licence tokens. */
@NullMarked
package dev.gantry.imagebuilder.api.licence;

import org.jspecify.annotations.NullMarked;
