/** Ansible's inventory files in both of their forms. */
@NullMarked
package dev.gantry.inventory.model.ansible;

import org.jspecify.annotations.NullMarked;
