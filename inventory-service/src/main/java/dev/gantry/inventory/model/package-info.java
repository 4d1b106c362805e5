/** What is true of hosts: their lifecycle, groups, variables and wanted state. Pure Java. */
@NullMarked
package dev.gantry.inventory.model;

import org.jspecify.annotations.NullMarked;
