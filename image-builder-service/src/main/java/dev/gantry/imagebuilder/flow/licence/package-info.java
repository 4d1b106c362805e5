/** Use cases of licence tokens and of the images and servers that use them. */
@NullMarked
package dev.gantry.imagebuilder.flow.licence;

import org.jspecify.annotations.NullMarked;
