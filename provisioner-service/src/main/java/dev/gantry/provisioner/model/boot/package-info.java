/** Units that make at every boot what memory loses. */
@NullMarked
package dev.gantry.provisioner.model.boot;

import org.jspecify.annotations.NullMarked;
