/** A kayobe configuration folder: its environments, files, groups and hosts. */
@NullMarked
package dev.gantry.inventory.model.kayobe;

import org.jspecify.annotations.NullMarked;
