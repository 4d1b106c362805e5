/** Reads YAML text as Ansible does. */
@NullMarked
package dev.gantry.inventory.yaml;

import org.jspecify.annotations.NullMarked;
