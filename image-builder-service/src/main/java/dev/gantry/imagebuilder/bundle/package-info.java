/** Door to driver bundle files: taking them in, reading the zip, fetching them. */
@NullMarked
package dev.gantry.imagebuilder.bundle;

import org.jspecify.annotations.NullMarked;
