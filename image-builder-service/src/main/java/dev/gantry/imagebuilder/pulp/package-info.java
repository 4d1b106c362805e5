/** Door to the artifact store: Pulp, or a folder that serves Pulp's content paths. */
@NullMarked
package dev.gantry.imagebuilder.pulp;

import org.jspecify.annotations.NullMarked;
