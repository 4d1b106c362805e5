/** Work that takes longer than a call. */
@NullMarked
package dev.gantry.inventory.operation.model;

import org.jspecify.annotations.NullMarked;
