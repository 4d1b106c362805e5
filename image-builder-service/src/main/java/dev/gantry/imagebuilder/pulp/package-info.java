/** The artifact store in Pulp. */
@NullMarked
package dev.gantry.imagebuilder.pulp;

import org.jspecify.annotations.NullMarked;
