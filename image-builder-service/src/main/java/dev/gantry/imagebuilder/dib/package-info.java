/** diskimage-builder: tools, elements, the build process and its traces on this machine. */
@NullMarked
package dev.gantry.imagebuilder.dib;

import org.jspecify.annotations.NullMarked;
