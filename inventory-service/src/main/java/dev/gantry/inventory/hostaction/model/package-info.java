/** One action over many hosts: what is asked for and what became of each. */
@NullMarked
package dev.gantry.inventory.hostaction.model;

import org.jspecify.annotations.NullMarked;
