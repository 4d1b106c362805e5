/** The artifact store: its interface, and the one in a folder. */
@NullMarked
package dev.gantry.imagebuilder.artifact;

import org.jspecify.annotations.NullMarked;
