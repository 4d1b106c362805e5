/** Groups, their variables, and which variable counts for a host, as Ansible has it. */
@NullMarked
package dev.gantry.inventory.model.variables;

import org.jspecify.annotations.NullMarked;
