/** The door to the Ansible control host. */
@NullMarked
package dev.gantry.novaconfig.control;

import org.jspecify.annotations.NullMarked;
